import type { Handlers } from './decision.ts';

export const attendance: Handlers<never> = {};
