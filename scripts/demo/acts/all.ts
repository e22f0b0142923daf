import type { Teaching } from '../story.ts';
import { attendance } from './attendance.ts';
import { audio } from './audio.ts';
import { buzzer } from './buzzer.ts';
import { card } from './card.ts';
import { chat } from './chat.ts';
import { film } from './film.ts';
import { groups } from './groups.ts';
import { help } from './help.ts';
import { ink } from './ink.ts';
import { inquiry } from './inquiry.ts';
import { lead } from './lead.ts';
import { music } from './music.ts';
import { permission } from './permission.ts';
import { praise } from './praise.ts';
import { programme } from './programme.ts';
import { question } from './question.ts';
import { slides } from './slides.ts';
import { stage, timeBox } from './stage.ts';
import { summary } from './summary.ts';
import { timer } from './timer.ts';
import { trial } from './trial.ts';

/** A lesson with everything that a lesson may have, in the order in which it is taught. */
export const everything: Teaching = {
  before: [audio],
  taught: [
    attendance,
    help,
    slides,
    ink,
    programme,
    stage,
    question,
    card,
    timeBox,
    buzzer,
    chat,
    inquiry,
    praise,
    timer,
    groups,
    film,
    music,
    lead,
    permission,
  ],
  closing: [summary, trial],
};
