import { watch } from './watch.ts';

/** What the page says on which lessons are watched, before a lesson's own words are there, in English. */
export const watchWords = { watch };
