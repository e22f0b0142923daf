import { common } from './zh/common.ts';
import { error } from './zh/error.ts';
import { watch } from './zh/watch.ts';

/** Everything that pages say, in Chinese: one file for each feature. Same keys as `en`. */
export const zh = { common, error, watch };
