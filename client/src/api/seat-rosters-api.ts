import type { Pupil, RosterSize } from '@tongke/signaling/protocol/lesson';
import type { KeptSeat } from '../core/seat/kept-seats.ts';
import { request } from './request.ts';

type Seat = Pick<KeptSeat, 'lessonId' | 'seatKey'>;
const bySeat = ({ lessonId, seatKey }: Seat) => ({ bearer: seatKey, headers: { 'x-lesson': lessonId } });

/** A classroom's pupils: the own one's, or as staff any of the lesson's. */
export const seatRoster = async (seat: Seat, classroomId: string) =>
  (await request<{ pupils: Pupil[] }>(`/api/seats/rosters/${encodeURIComponent(classroomId)}`, bySeat(seat))).pupils;

/** How many pupils are on each roster that the seat may read. */
export const seatRosterSizes = async (seat: Seat) =>
  (await request<{ rosters: RosterSize[] }>('/api/seats/rosters', bySeat(seat))).rosters;

/** The operator's telephone number; null when none is given. */
export const seatHelpLine = async (seat: Seat) =>
  (await request<{ telephone: string | null }>('/api/seats/help-line', bySeat(seat))).telephone;
