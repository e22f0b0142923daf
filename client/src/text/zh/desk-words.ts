import { lessons } from './lessons.ts';
import { pair } from './pair.ts';
import { roster } from './roster.ts';
import { summary } from './summary.ts';

/** What the pages around lessons say, in Chinese. */
export const deskWords = {
  lessons,
  pair,
  roster,
  summary,
};
