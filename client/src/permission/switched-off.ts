import { allows, type LessonState, type ParticipantId, type Switch } from '@tongke/signaling/protocol/lesson';

/** What a room is used to have: that it is off is worth a sentence. Drawing is off until the teacher lets it. */
const expected: readonly Switch[] = ['video', 'voice', 'screen', 'file', 'text'];

/** What a room is told of its rights now: the widest refusal only. Pure. */
export type Refused =
  | { name: 'nothing' }
  | { name: 'paused' }
  | { name: 'forbidden' }
  | { name: 'off'; what: Switch[] };

export function refusedTo({ permission }: LessonState, id: ParticipantId): Refused {
  if (permission.pausedAt !== null) return { name: 'paused' };
  if (permission.forbiddenAt !== null) return { name: 'forbidden' };
  const what = expected.filter((each) => !allows(permission, id, each));
  return what.length > 0 ? { name: 'off', what } : { name: 'nothing' };
}
