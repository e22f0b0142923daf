declare global {
  interface Window {
    /** For outside drivers: see the README. */
    tongke?: { stats: () => Promise<unknown> };
  }
}

/** Lets outside drivers ask a page how it is. Returns its undo. */
export function exposeStats(stats: () => Promise<unknown>): () => void {
  const surface = { stats };
  window.tongke = surface;
  return () => {
    if (window.tongke === surface) delete window.tongke;
  };
}
