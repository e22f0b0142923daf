import type { Handlers } from './decision.ts';

export const ink: Handlers<never> = {};
