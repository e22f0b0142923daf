import type { InquiryEvents } from '../inquiry.ts';
import type { Rows } from './rows.test-support.ts';

export const inquiryRows: Rows<keyof InquiryEvents> = {};
