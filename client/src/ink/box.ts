/** A place in the drawing box. */
export interface Place {
  x: number;
  y: number;
}
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What lines of this thickness through these places lie in. */
export function boxOf(places: readonly Place[], size: number): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of places) {
    box.left = Math.min(box.left, x - size);
    box.top = Math.min(box.top, y - size);
    box.right = Math.max(box.right, x + size);
    box.bottom = Math.max(box.bottom, y + size);
  }
  return box;
}

export const meet = (one: Box, other: Box): boolean =>
  one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom;
