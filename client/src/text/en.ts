import { classroom } from './en/classroom.ts';
import { common } from './en/common.ts';
import { device } from './en/device.ts';
import { error } from './en/error.ts';
import { lessons } from './en/lessons.ts';
import { own } from './en/own.ts';
import { pair } from './en/pair.ts';
import { quality } from './en/quality.ts';
import { role } from './en/role.ts';
import { seat } from './en/seat.ts';
import { stage } from './en/stage.ts';
import { teacher } from './en/teacher.ts';
import { wall } from './en/wall.ts';
import { watch } from './en/watch.ts';

/** Everything that pages say, in English: one file for each feature. Same keys as `zh`. */
export const en = {
  classroom,
  common,
  device,
  error,
  lessons,
  own,
  pair,
  quality,
  role,
  seat,
  stage,
  teacher,
  wall,
  watch,
};
