import { useEffect, useState } from 'react';
import { useSeat } from './seat-context.tsx';

/** The lesson clock, milliseconds since the epoch, rendered anew each second. */
export function useNow(): number {
  const { clock } = useSeat().link;
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 1_000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
