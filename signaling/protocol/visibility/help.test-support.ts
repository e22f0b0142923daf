import type { HelpEvents } from '../help.ts';
import type { Rows } from './rows.test-support.ts';

export const helpRows: Rows<keyof HelpEvents> = {};
