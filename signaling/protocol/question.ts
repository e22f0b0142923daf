import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** Questions to the class and their answers, per classroom and, where known, per pupil. */
export type QuestionState = Record<never, never>;

export const emptyQuestion: QuestionState = {};

/** Questions to the class and their answers, per classroom and, where known, per pupil. */
export type QuestionEvents = Record<never, never>;

export const questionEvents: EventDefinitions<QuestionEvents> = {};

/** What a viewer may see of it. */
export const projectQuestion = (question: QuestionState, _viewer: Viewer): QuestionState => question;
