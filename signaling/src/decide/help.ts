import type { Handlers } from './decision.ts';

export const help: Handlers<never> = {};
