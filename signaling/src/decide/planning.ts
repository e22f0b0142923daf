import {
  type InvitedClassroom,
  isId,
  type LessonEvent,
  type LessonState,
  type LinkName,
  limits,
  type ParticipantId,
  type Removal,
} from '../../protocol/lesson.ts';
import { accept, type Decision, type Handlers, refuse } from './decision.ts';
import { controlUsed } from './permission.ts';

function invite(present: Record<string, InvitedClassroom>, classrooms: InvitedClassroom[]): Decision<null> {
  const ids = new Set(classrooms.map((classroom) => classroom.classroomId));
  if (ids.size < classrooms.length) return refuse('badRequest', 'a classroom is invited twice');
  const seated = [...ids].every((id) => isId(id) && isId(`c-${id}`));
  if (!seated) return refuse('badRequest', 'no classroom can have such an id');
  const fresh = classrooms.filter((classroom) => !Object.hasOwn(present, classroom.classroomId));
  if (Object.keys(present).length + fresh.length > limits.classroomsPerLesson) {
    return refuse('tooMany', 'too many classrooms for one lesson');
  }
  return accept(null, ...fresh.map((classroom): LessonEvent => ({ type: 'classroomInvited', classroom })));
}

/** Whoever was removed, and not blocked, may come back by a link that is made anew. */
function readmit(state: LessonState, link: LinkName): LessonEvent[] {
  const removed = Object.entries(state.removed) as [ParticipantId, Removal][];
  const isOfLink = (id: ParticipantId, { role }: Removal) =>
    (role === 'classroom' ? `classroom:${id.slice(2)}` : role) === link;
  return removed
    .filter(([id, removal]) => !removal.blocked && isOfLink(id, removal))
    .map(([participantId, { role }]) => ({ type: 'participantReadmitted', participantId, role }));
}

export const planning: Handlers<'lesson:plan' | 'lesson:invite' | 'lesson:open' | 'lesson:end' | 'link:revoke'> = {
  'lesson:plan': (state, _actor, { facts, classrooms }) => {
    if (state.facts) return refuse('conflict', 'the lesson is planned already');
    const invited = invite({}, classrooms);
    return invited.ok ? accept(null, { type: 'lessonPlanned', facts }, ...invited.events) : invited;
  },
  'lesson:invite': (state, _actor, { classrooms }) => {
    if (!state.facts) return refuse('notFound', 'no such lesson');
    if (state.phase.name === 'ended') return refuse('lessonEnded', 'the lesson has ended');
    return invite(state.classrooms, classrooms);
  },
  'lesson:open': (state) => {
    if (!state.facts) return refuse('notFound', 'no such lesson');
    switch (state.phase.name) {
      case 'planned':
        return accept(null, { type: 'lessonOpened' });
      case 'open':
        return accept(null);
      case 'ended':
        return refuse('lessonEnded', 'the lesson has ended');
    }
  },
  'lesson:end': (state, actor, { reason: given }) => {
    if (!state.facts) return refuse('notFound', 'no such lesson');
    const reason = given?.trim() || null;
    return state.phase.name === 'ended'
      ? accept(null)
      : accept(null, controlUsed(actor, { control: 'end', reason }), { type: 'lessonEnded', reason });
  },
  'link:revoke': (state, _actor, { link }) => {
    if (!state.facts) return refuse('notFound', 'no such lesson');
    const generation = (state.linkGenerations[link] ?? 0) + 1;
    return accept({ generation }, { type: 'linkRevoked', link, generation }, ...readmit(state, link));
  },
};
