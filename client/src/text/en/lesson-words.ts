import { aide } from './aide.ts';
import { attendance } from './attendance.ts';
import { card } from './card.ts';
import { chat } from './chat.ts';
import { classroom } from './classroom.ts';
import { console } from './console.ts';
import { film } from './film.ts';
import { group } from './group.ts';
import { help } from './help.ts';
import { ink } from './ink.ts';
import { inquiry } from './inquiry.ts';
import { music } from './music.ts';
import { permission } from './permission.ts';
import { praise } from './praise.ts';
import { programme } from './programme.ts';
import { question } from './question.ts';
import { review } from './review.ts';
import { slides } from './slides.ts';
import { teacher } from './teacher.ts';
import { timer } from './timer.ts';
import { wall } from './wall.ts';

/** What a lesson says, in English. */
export const lessonWords = {
  aide,
  attendance,
  card,
  chat,
  classroom,
  console,
  film,
  group,
  help,
  ink,
  inquiry,
  music,
  permission,
  praise,
  programme,
  question,
  review,
  slides,
  teacher,
  timer,
  wall,
};
