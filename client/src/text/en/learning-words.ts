import { learning } from './learning.ts';

/** What the pages of learning records say, in English. */
export const learningWords = { learning };
