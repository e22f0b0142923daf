import type { Handlers } from './decision.ts';

export const praise: Handlers<never> = {};
