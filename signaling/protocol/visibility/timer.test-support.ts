import type { TimerEvents } from '../timer.ts';
import type { Rows } from './rows.test-support.ts';

export const timerRows: Rows<keyof TimerEvents> = {};
