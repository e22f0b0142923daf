import { answer } from './zh/answer.ts';
import { deskWords } from './zh/desk-words.ts';
import { entranceWords } from './zh/entrance-words.ts';
import { learningWords } from './zh/learning-words.ts';
import { lessonWords } from './zh/lesson-words.ts';
import { watchWords } from './zh/watch-words.ts';

/** Everything that pages say, in Chinese: one file for each feature, in groups that are fetched together. Same keys as `en`. */
export const zh = { ...entranceWords, ...lessonWords, ...deskWords, ...learningWords, ...watchWords, answer };
