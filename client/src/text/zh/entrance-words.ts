import { audio } from './audio.ts';
import { common } from './common.ts';
import { device } from './device.ts';
import { error } from './error.ts';
import { lead } from './lead.ts';
import { own } from './own.ts';
import { quality } from './quality.ts';
import { role } from './role.ts';
import { seat } from './seat.ts';
import { stage } from './stage.ts';

/** What pages say before somebody joins, in Chinese. */
export const entranceWords = {
  audio,
  common,
  device,
  error,
  lead,
  own,
  quality,
  role,
  seat,
  stage,
};
