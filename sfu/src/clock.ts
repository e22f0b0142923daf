/** The time that the sfu's rules run on; tests give their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Runs `action` once after `delayMs`; the answer cancels it. Never keeps the process alive. */
  after(delayMs: number, action: () => void): () => void;
}

/** The machine's time as it was when the process began, and what has passed since: a clock that is set changes no delay. */
export const systemClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
