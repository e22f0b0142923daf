import { useEffect, useState } from 'react';
import { useSeat } from '../seat/seat-context.tsx';

/** The lesson clock, milliseconds since the epoch, rendered anew every `everyMs`; still while it is null. */
export function useTick(everyMs: number | null): number {
  const { clock } = useSeat().link;
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    if (everyMs === null) return undefined;
    setNow(clock.now());
    const timer = setInterval(() => setNow(clock.now()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}
