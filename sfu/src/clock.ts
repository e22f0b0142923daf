/** The time that the sfu's rules run on; tests give their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Runs `action` once after `delayMs`; the answer cancels it. Never keeps the process alive. */
  after(delayMs: number, action: () => void): () => void;
}

/** The machine's own time. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
