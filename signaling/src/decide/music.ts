import { accept, type Handlers, leads, refuse, refuseUnlessOpen } from './decision.ts';

export const music: Handlers<'music:set'> = {
  'music:set': (state, actor, { on }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    return state.music.on === on ? accept(null) : accept(null, { type: 'musicModeSet', on });
  },
};
