/**
 * Calls `ask` again and again until the undo is called: after each answer waits what it says, milliseconds, with a
 * fifth more or less, so that a county's PCs do not all ask in the same instant. `null` ends it.
 */
export function repeat(ask: (signal: AbortSignal) => Promise<number | null>): () => void {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = async () => {
    const waitMs = await ask(stop.signal);
    if (waitMs === null || stop.signal.aborted) return;
    timer = setTimeout(() => void next(), waitMs * (0.8 + Math.random() * 0.4));
  };
  void next();
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}
