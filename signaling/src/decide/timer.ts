import { type LessonState, limits, readTimer } from '../../protocol/lesson.ts';
import type { Actor } from './command.ts';
import { accept, type Handlers, leads, refuse, refuseUnlessOpen } from './decision.ts';

const refuseUnlessMine = (state: LessonState, actor: Actor) =>
  leads(actor) ? refuseUnlessOpen(state) : refuse('forbidden', 'only staff');

export const timer: Handlers<'timer:start' | 'timer:pause' | 'timer:resume' | 'timer:extend' | 'timer:stop'> = {
  'timer:start': (state, actor, { lengthMs }) =>
    refuseUnlessMine(state, actor) ??
    accept(null, {
      type: 'timerStarted',
      kind: lengthMs === null ? 'stopwatch' : 'countdown',
      lengthMs: lengthMs ?? 0,
    }),
  'timer:pause': (state, actor, _input, now) => {
    const refusal = refuseUnlessMine(state, actor);
    if (refusal) return refusal;
    const held = state.timer.timer;
    if (!held) return refuse('notFound', 'no timer');
    return readTimer(held, now).isRunning ? accept(null, { type: 'timerPaused' }) : accept(null);
  },
  'timer:resume': (state, actor, _input, now) => {
    const refusal = refuseUnlessMine(state, actor);
    if (refusal) return refusal;
    const held = state.timer.timer;
    if (!held) return refuse('notFound', 'no timer');
    const { isRunning, isOver } = readTimer(held, now);
    return isRunning || isOver ? accept(null) : accept(null, { type: 'timerResumed' });
  },
  'timer:extend': (state, actor, { byMs }) => {
    const refusal = refuseUnlessMine(state, actor);
    if (refusal) return refusal;
    const held = state.timer.timer;
    if (held?.kind !== 'countdown') return refuse('notFound', 'no countdown');
    if (held.lengthMs + byMs > limits.timerMostMs) return refuse('tooMany', 'the countdown is too long');
    return accept(null, { type: 'timerExtended', byMs });
  },
  'timer:stop': (state, actor) =>
    leads(actor)
      ? state.timer.timer
        ? accept(null, { type: 'timerStopped' })
        : accept(null)
      : refuse('forbidden', 'only staff'),
};
