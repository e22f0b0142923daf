import type { Handlers } from './decision.ts';

export const timer: Handlers<never> = {};
