import { answer } from './en/answer.ts';
import { deskWords } from './en/desk-words.ts';
import { entranceWords } from './en/entrance-words.ts';
import { learningWords } from './en/learning-words.ts';
import { lessonWords } from './en/lesson-words.ts';
import { watchWords } from './en/watch-words.ts';

/** Everything that pages say, in English: one file for each feature, in groups that are fetched together. Same keys as `zh`. */
export const en = { ...entranceWords, ...lessonWords, ...deskWords, ...learningWords, ...watchWords, answer };
