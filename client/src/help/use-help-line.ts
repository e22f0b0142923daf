import { useEffect } from 'react';
import { seatHelpLine } from '../api/seat-rosters-api.ts';
import { keepHelpLine } from '../core/help/help-line.ts';
import { useLine, useSeat } from '../seat/seat-context.tsx';

/** Fetches the operator's number whenever the line is up, and keeps it for when it is not. */
export function useHelpLine(): void {
  const { kept } = useSeat();
  const isUp = useLine().name === 'up';
  useEffect(() => {
    if (!isUp) return;
    seatHelpLine(kept).then(keepHelpLine, () => {
      // The number that was kept before still holds.
    });
  }, [kept, isUp]);
}
