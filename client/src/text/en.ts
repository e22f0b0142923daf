import { aide } from './en/aide.ts';
import { attendance } from './en/attendance.ts';
import { chat } from './en/chat.ts';
import { classroom } from './en/classroom.ts';
import { common } from './en/common.ts';
import { console } from './en/console.ts';
import { device } from './en/device.ts';
import { error } from './en/error.ts';
import { film } from './en/film.ts';
import { group } from './en/group.ts';
import { help } from './en/help.ts';
import { ink } from './en/ink.ts';
import { inquiry } from './en/inquiry.ts';
import { lead } from './en/lead.ts';
import { lessons } from './en/lessons.ts';
import { own } from './en/own.ts';
import { pair } from './en/pair.ts';
import { permission } from './en/permission.ts';
import { praise } from './en/praise.ts';
import { programme } from './en/programme.ts';
import { quality } from './en/quality.ts';
import { question } from './en/question.ts';
import { role } from './en/role.ts';
import { seat } from './en/seat.ts';
import { slides } from './en/slides.ts';
import { stage } from './en/stage.ts';
import { teacher } from './en/teacher.ts';
import { timer } from './en/timer.ts';
import { wall } from './en/wall.ts';
import { watch } from './en/watch.ts';

/** Everything that pages say, in English: one file for each feature. Same keys as `zh`. */
export const en = {
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
