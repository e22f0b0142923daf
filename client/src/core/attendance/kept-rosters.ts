import { LessonError, type Pupil } from '@tongke/signaling/protocol/lesson';
import { seatRoster } from '../../api/seat-rosters-api.ts';
import type { KeptSeat } from '../seat/kept-seats.ts';
import { Watched } from '../watched.ts';

/** What a page knows of a classroom's pupils. */
export type RosterLoad = { state: 'loading' } | { state: 'ready'; pupils: Pupil[] } | { state: 'failed' };

/** Pupils' names, in this page's memory alone: they go when it is closed. */
const kept = new Map<string, Watched<RosterLoad>>();

/** A classroom's pupils, fetched when first asked for. */
export function keptRoster(seat: KeptSeat, classroomId: string): Watched<RosterLoad> {
  const key = `${seat.lessonId}.${seat.participantId}.${classroomId}`;
  const known = kept.get(key);
  if (known) return known;
  const fresh = new Watched<RosterLoad>({ state: 'loading' });
  kept.set(key, fresh);
  void readRoster(seat, classroomId);
  return fresh;
}

/** Fetches a classroom's pupils again; what is known stays until then. Never rejects. */
export async function readRoster(seat: KeptSeat, classroomId: string): Promise<void> {
  const roster = keptRoster(seat, classroomId);
  try {
    roster.set({ state: 'ready', pupils: await seatRoster(seat, classroomId) });
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    if (roster.get().state !== 'ready') roster.set({ state: 'failed' });
  }
}
