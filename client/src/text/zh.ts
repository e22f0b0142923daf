import { classroom } from './zh/classroom.ts';
import { common } from './zh/common.ts';
import { device } from './zh/device.ts';
import { error } from './zh/error.ts';
import { lessons } from './zh/lessons.ts';
import { own } from './zh/own.ts';
import { pair } from './zh/pair.ts';
import { quality } from './zh/quality.ts';
import { role } from './zh/role.ts';
import { seat } from './zh/seat.ts';
import { stage } from './zh/stage.ts';
import { teacher } from './zh/teacher.ts';
import { wall } from './zh/wall.ts';
import { watch } from './zh/watch.ts';

/** Everything that pages say, in Chinese: one file for each feature. Same keys as `en`. */
export const zh = {
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
