import type { Handlers } from './decision.ts';

export const slides: Handlers<never> = {};
