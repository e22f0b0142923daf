import type { SlidesEvents } from '../slides.ts';
import type { Rows } from './rows.test-support.ts';

export const slidesRows: Rows<keyof SlidesEvents> = {};
