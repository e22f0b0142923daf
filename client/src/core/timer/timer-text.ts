import type { Timer, TimerReading } from '@tongke/signaling/protocol/lesson';

/** `5:09` or `1:05:09`. */
export function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

/** What a timer's face says: a countdown the seconds that have begun, so that 0:00 is the end; a stopwatch whole ones. Pure. */
export const timerText = (kind: Timer['kind'], { leftMs, elapsedMs }: TimerReading): string =>
  clockText(kind === 'countdown' ? Math.ceil(leftMs / 1000) : Math.floor(elapsedMs / 1000));
