import type { QuestionEvents } from '../question.ts';
import type { Rows } from './rows.test-support.ts';

export const questionRows: Rows<keyof QuestionEvents> = {};
