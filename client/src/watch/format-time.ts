/** A position as people read it: `4:05`, and `1:04:05` from an hour on. */
export function formatTime(positionMs: number): string {
  const seconds = Math.max(0, Math.floor(positionMs / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
