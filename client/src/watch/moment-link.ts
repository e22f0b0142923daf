/** The moment that a page's hash names, milliseconds on the timeline; null when it names none. `at` is in seconds. */
export function momentOf(hash: string): number | null {
  const at = new URLSearchParams(hash.replace(/^#/, '')).get('at');
  const seconds = at === null || at.trim() === '' ? Number.NaN : Number(at);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}

/** An address that opens an archive at a moment. `baseUrl`: of the archive's folder; `pageUrl`: of the page that plays it. */
export function momentLink(pageUrl: string, baseUrl: string, positionMs: number): string {
  const url = new URL(pageUrl);
  const archivePath = new URL(baseUrl).pathname.replace(/\/$/, '');
  url.hash = new URLSearchParams({ a: archivePath, at: String(Math.floor(positionMs / 1_000)) }).toString();
  return url.href;
}
