/** Gives outside drivers `window.tongke.stats()`; the undo takes it away. */
export function exposeStats(stats: () => unknown): () => void {
  const tongke = { stats };
  Object.assign(window, { tongke });
  return () => {
    if (Reflect.get(window, 'tongke') === tongke) Reflect.deleteProperty(window, 'tongke');
  };
}
