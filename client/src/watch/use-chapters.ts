import { useCallback } from 'react';
import type { Mark } from './replay/marks.ts';
import { useMarkLine } from './use-mark-line.ts';

/** Says which of a lesson's turns a moment belongs to: the last one before it. `turns`: in order. */
export function useChapters(turns: readonly Mark[]): (atMs: number) => string {
  const lineOf = useMarkLine();
  return useCallback(
    (atMs: number) => {
      const turn = turns.findLast((mark) => mark.atMs <= atMs);
      return turn ? lineOf(turn) : '';
    },
    [turns, lineOf],
  );
}
