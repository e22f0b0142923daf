import type { ChatEvents } from '../chat.ts';
import type { Rows } from './rows.test-support.ts';

export const chatRows: Rows<keyof ChatEvents> = {};
