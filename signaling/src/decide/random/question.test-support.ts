import type { WeightedGiven } from './arbitraries.test-support.ts';

export const questionActions: WeightedGiven[] = [];
