import { common } from './en/common.ts';
import { error } from './en/error.ts';
import { watch } from './en/watch.ts';

/** Everything that pages say, in English: one file for each feature. Same keys as `zh`. */
export const en = { common, error, watch };
