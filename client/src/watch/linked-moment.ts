/** The place in the replay that a link names by `at`, in seconds from the lesson's opening; null where it names none. Milliseconds. */
export function linkedMoment(hash: URLSearchParams): number | null {
  const at = hash.get('at') ?? '';
  return /^\d{1,7}(\.\d+)?$/.test(at) ? Number(at) * 1_000 : null;
}

/** An address that leads to a second of an archive's replay. `pageUrl`: of the page that plays it; `baseUrl`: of the archive's folder. */
export function momentLink(pageUrl: string, baseUrl: string, positionMs: number): string {
  const url = new URL(pageUrl);
  const archivePath = new URL(baseUrl).pathname.replace(/\/$/, '');
  url.hash = new URLSearchParams({ a: archivePath, at: String(Math.floor(positionMs / 1_000)) }).toString();
  return url.href;
}
