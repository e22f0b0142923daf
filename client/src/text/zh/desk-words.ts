import { lessons } from './lessons.ts';
import { pair } from './pair.ts';
import { summary } from './summary.ts';
import { watch } from './watch.ts';

/** What the pages around lessons say, in Chinese. */
export const deskWords = {
  lessons,
  pair,
  summary,
  watch,
};
