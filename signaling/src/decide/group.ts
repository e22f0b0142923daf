import type { Handlers } from './decision.ts';

export const group: Handlers<never> = {};
