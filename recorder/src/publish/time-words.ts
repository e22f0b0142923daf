import type { Span } from '@tongke/client/replay';

/** Hours where there are any, minutes and seconds. */
export function timeWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export const spanWords = ({ fromMs, toMs }: Span): string => `${timeWords(fromMs)} – ${timeWords(toMs)}`;
