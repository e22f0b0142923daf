import type { Handlers } from './decision.ts';

export const film: Handlers<never> = {};
