import type { Handlers } from './decision.ts';

export const inquiry: Handlers<never> = {};
