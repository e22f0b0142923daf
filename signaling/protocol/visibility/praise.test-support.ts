import type { PraiseEvents } from '../praise.ts';
import type { Rows } from './rows.test-support.ts';

export const praiseRows: Rows<keyof PraiseEvents> = {};
