import { useEffect, useState } from 'react';

/** Whole seconds left until a moment (milliseconds since the epoch); null while there is none. */
export function useSecondsLeft(until: number | null): number | null {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return until === null ? null : Math.max(0, Math.ceil((until - now) / 1_000));
}
