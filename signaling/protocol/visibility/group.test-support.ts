import type { GroupEvents } from '../group.ts';
import type { Rows } from './rows.test-support.ts';

export const groupRows: Rows<keyof GroupEvents> = {};
