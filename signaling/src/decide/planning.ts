import { type InvitedClassroom, isId, type LessonEvent, limits } from '../../protocol/lesson.ts';
import { accept, type Decision, type Handlers, refuse } from './decision.ts';

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
  'lesson:end': (state, _actor, { reason }) => {
    if (!state.facts) return refuse('notFound', 'no such lesson');
    return state.phase.name === 'ended' ? accept(null) : accept(null, { type: 'lessonEnded', reason: reason ?? null });
  },
  'link:revoke': (state, _actor, { link }) => {
    if (!state.facts) return refuse('notFound', 'no such lesson');
    const generation = (state.linkGenerations[link] ?? 0) + 1;
    return accept({ generation }, { type: 'linkRevoked', link, generation });
  },
};
