import type { TimerEvents } from '../timer.ts';
import { everyone, type Rows } from './rows.test-support.ts';

export const timerRows: Rows<keyof TimerEvents> = {
  timerStarted: [{ event: { type: 'timerStarted', kind: 'countdown', lengthMs: 60_000 }, seenBy: everyone }],
  timerPaused: [{ event: { type: 'timerPaused' }, seenBy: everyone }],
  timerResumed: [{ event: { type: 'timerResumed' }, seenBy: everyone }],
  timerExtended: [{ event: { type: 'timerExtended', byMs: 60_000 }, seenBy: everyone }],
  timerStopped: [{ event: { type: 'timerStopped' }, seenBy: everyone }],
};
