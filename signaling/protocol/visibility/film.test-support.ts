import type { FilmEvents } from '../film.ts';
import type { Rows } from './rows.test-support.ts';

export const filmRows: Rows<keyof FilmEvents> = {};
