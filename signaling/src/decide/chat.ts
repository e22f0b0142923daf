import type { Handlers } from './decision.ts';

export const chat: Handlers<never> = {};
