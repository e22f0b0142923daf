import type { Handlers } from './decision.ts';

export const question: Handlers<never> = {};
