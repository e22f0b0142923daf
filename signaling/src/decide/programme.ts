import type { Handlers } from './decision.ts';

export const programme: Handlers<never> = {};
