import { isThere, limits, sameShot } from '../../protocol/lesson.ts';
import { accept, type Handlers, refuse, refuseUnlessOpen } from './decision.ts';

export const programme: Handlers<'programme:switch' | 'programme:direct' | 'programme:follow'> = {
  'programme:switch': (state, _actor, { shot }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    if (!isThere(state, shot)) return refuse('notFound', 'no such picture');
    const { directs } = state.programme;
    if (!directs && sameShot(state.programme.shot, shot)) return accept(null);
    return accept(null, { type: 'programmeSwitched', shot, by: 'person', because: null });
  },
  'programme:direct': (state, _actor, { on }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    return state.programme.directs === on ? accept(null) : accept(null, { type: 'directorTurned', on });
  },
  'programme:follow': (state, _actor, { shot, because, after }, now) => {
    const { directs, switchedAt } = state.programme;
    const isNews = state.phase.name === 'open' && directs && switchedAt === after;
    if (!isNews || sameShot(state.programme.shot, shot) || !isThere(state, shot)) return accept(null);
    // What ended leaves a hole: nobody waits for its time.
    const isEarly = switchedAt !== null && now - switchedAt < limits.directedShotMs;
    if (isEarly && because !== 'ended') return accept(null);
    return accept(null, { type: 'programmeSwitched', shot, by: 'director', because });
  },
};
