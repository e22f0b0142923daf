import type { Handlers } from './decision.ts';

export const permission: Handlers<never> = {};
