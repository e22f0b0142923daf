import type { Logger } from 'pino';
import type { SfuEventName, SfuEvents } from '../../control/index.ts';
import type { Clock } from '../clock.ts';

/** Tells every linked signaling node a fact. */
export type Emit = <Name extends SfuEventName>(name: Name, fact: SfuEvents[Name]) => void;

/** What the parts of one lesson share. */
export interface LessonContext {
  readonly lessonId: string;
  readonly incarnation: string;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly log: Logger;
  /** Rises with each call, also across restarts of this process. */
  nextRevision(): number;
}
