import { aide } from './zh/aide.ts';
import { attendance } from './zh/attendance.ts';
import { chat } from './zh/chat.ts';
import { classroom } from './zh/classroom.ts';
import { common } from './zh/common.ts';
import { console } from './zh/console.ts';
import { device } from './zh/device.ts';
import { error } from './zh/error.ts';
import { film } from './zh/film.ts';
import { group } from './zh/group.ts';
import { help } from './zh/help.ts';
import { ink } from './zh/ink.ts';
import { inquiry } from './zh/inquiry.ts';
import { lead } from './zh/lead.ts';
import { lessons } from './zh/lessons.ts';
import { own } from './zh/own.ts';
import { pair } from './zh/pair.ts';
import { permission } from './zh/permission.ts';
import { praise } from './zh/praise.ts';
import { programme } from './zh/programme.ts';
import { quality } from './zh/quality.ts';
import { question } from './zh/question.ts';
import { role } from './zh/role.ts';
import { seat } from './zh/seat.ts';
import { slides } from './zh/slides.ts';
import { stage } from './zh/stage.ts';
import { teacher } from './zh/teacher.ts';
import { timer } from './zh/timer.ts';
import { wall } from './zh/wall.ts';
import { watch } from './zh/watch.ts';

/** Everything that pages say, in Chinese: one file for each feature. Same keys as `en`. */
export const zh = {
  aide,
  attendance,
  chat,
  classroom,
  common,
  console,
  device,
  error,
  film,
  group,
  help,
  ink,
  inquiry,
  lead,
  lessons,
  own,
  pair,
  permission,
  praise,
  programme,
  quality,
  question,
  role,
  seat,
  slides,
  stage,
  teacher,
  timer,
  wall,
  watch,
};
