import { accept, type Handlers, refuse } from './decision.ts';

export const planning: Handlers<'lesson:plan' | 'lesson:open' | 'lesson:end' | 'link:revoke'> = {
  'lesson:plan': (state, _actor, { facts, classrooms }) =>
    state.facts
      ? refuse('conflict', 'the lesson is planned already')
      : accept(
          null,
          { type: 'lessonPlanned', facts },
          ...classrooms.map((classroom) => ({ type: 'classroomInvited' as const, classroom })),
        ),
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
    const generation = (state.linkGenerations[link] ?? 0) + 1;
    return accept({ generation }, { type: 'linkRevoked', link, generation });
  },
};
