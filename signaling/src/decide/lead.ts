import type { Handlers } from './decision.ts';

export const lead: Handlers<never> = {};
