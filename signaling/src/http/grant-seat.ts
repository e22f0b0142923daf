import { type DeviceId, LessonError, type LinkName, type SeatGrantAnswer } from '../../protocol/lesson.ts';
import { makeSeatKey, roleOf, seatOf } from '../auth/seat.ts';
import { type LessonHost, unwrap } from '../lesson-host.ts';

/** Gives a device the seat that a link leads to. Throws LessonError; `seatTaken` may be asked again. */
export async function grantSeat(
  host: LessonHost,
  claim: { link: LinkName; generation: number | 'current'; deviceId: DeviceId },
): Promise<SeatGrantAnswer> {
  const { link, deviceId } = claim;
  const { lessonId, state } = host;
  const role = roleOf(link);
  const participantId = seatOf(link, lessonId, deviceId);
  const generation = claim.generation === 'current' ? (state.linkGenerations[link] ?? 0) : claim.generation;
  const { seatKey, keyHash } = makeSeatKey(participantId);
  const input = { participantId, role, link, generation, deviceId, keyHash };
  if (!state.facts) throw new LessonError('notFound', 'no such lesson');
  unwrap(await host.execute({ kind: 'server' }, { name: 'seat:claim', input }));
  return { lessonId, participantId, role, seatKey, title: state.facts.title };
}
