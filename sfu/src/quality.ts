import type { SeatStats } from '../control/index.ts';
import type { Lesson } from './lesson/lesson.ts';
import type { Track } from './lesson/track.ts';
import { limits } from './limits.ts';

/** How every seat of a lesson does, from what is known: scores as workers tell them, the rest as last measured. */
export function lessonStats(lesson: Lesson): SeatStats[] {
  const bySeat = new Map<string, Track[]>();
  for (const track of lesson.tracks.values()) {
    const tracks = bySeat.get(track.seatId);
    if (tracks === undefined) bySeat.set(track.seatId, [track]);
    else tracks.push(track);
  }
  return [...lesson.seats.values()].map((seat) => seat.stats(bySeat.get(seat.seatId) ?? []));
}

/**
 * Measures a share of a lesson's seats, another one at each round, so that each is asked once in several rounds
 * and the workers never have to answer for all at once.
 */
export async function measureShare(lesson: Lesson, round: number): Promise<void> {
  const share = [...lesson.seats.values()].filter(
    (_, position) => position % limits.qualityStride === round % limits.qualityStride,
  );
  await Promise.all(share.map((seat) => seat.measure()));
}

/** As {@link lessonStats}, after asking the workers about every seat: for whoever asks, not for a timer. */
export async function freshStats(lesson: Lesson): Promise<SeatStats[]> {
  await Promise.all([...lesson.seats.values()].map((seat) => seat.measure()));
  return lessonStats(lesson);
}
