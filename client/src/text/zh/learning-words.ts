import { learning } from './learning.ts';

/** What the pages of learning records say, in Chinese. */
export const learningWords = { learning };
