import type { ProgrammeEvents } from '../programme.ts';
import type { Rows } from './rows.test-support.ts';

export const programmeRows: Rows<keyof ProgrammeEvents> = {};
