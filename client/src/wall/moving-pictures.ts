/**
 * Which of the pictures on a page of the wall move now: at most `most`. Those that matter (a raised hand) always move;
 * the rest take turns, so that every still is renewed.
 */
export function movingPictures(
  shown: readonly string[],
  matters: ReadonlySet<string>,
  turn: number,
  most: number,
): ReadonlySet<string> {
  const first = shown.filter((id) => matters.has(id)).slice(0, most);
  const rest = shown.filter((id) => !first.includes(id));
  const free = Math.min(most - first.length, rest.length);
  const start = rest.length === 0 ? 0 : (turn * free) % rest.length;
  const turned = Array.from({ length: free }, (_, index) => rest[(start + index) % rest.length]);
  return new Set([...first, ...turned.filter((id) => id !== undefined)]);
}
