/** The place in the replay that a link names by `at`, in seconds from the lesson's opening; null where it names none. Milliseconds. */
export function linkedMoment(hash: URLSearchParams): number | null {
  const at = hash.get('at') ?? '';
  return /^\d{1,7}(\.\d+)?$/.test(at) ? Number(at) * 1_000 : null;
}
