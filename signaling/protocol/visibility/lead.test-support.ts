import type { LeadEvents } from '../lead.ts';
import type { Rows } from './rows.test-support.ts';

export const leadRows: Rows<keyof LeadEvents> = {};
