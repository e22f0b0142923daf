import type { RecordWriter } from './record-writer.ts';
import type { LessonState } from './state.ts';
import type { Visibility } from './visibility.ts';

/** What is declared with each event's type: who may see it, and what it changes. Both are pure. */
export interface EventDefinition<Data> {
  visibility: (data: Data) => Visibility;
  /**
   * The state after the event; `at` is the log's time, and records are changed by `records` only. Must do nothing strange
   * on a projection that lacks the subject.
   */
  evolve: (state: LessonState, data: Data, at: number, records: RecordWriter) => LessonState;
}

/** A feature's events: a definition for each type. */
export type EventDefinitions<Types> = { [Type in keyof Types]: EventDefinition<Types[Type]> };
