import type { InkEvents } from '../ink.ts';
import type { Rows } from './rows.test-support.ts';

export const inkRows: Rows<keyof InkEvents> = {};
