import { chat } from './chat.ts';
import { inquiry } from './inquiry.ts';
import { permission } from './permission.ts';
import { praise } from './praise.ts';
import { slides } from './slides.ts';
import { timer } from './timer.ts';
import { watch } from './watch.ts';

/** What the page says on which lessons are watched, in Chinese. */
export const replayWords = {
  chat,
  inquiry,
  permission,
  praise,
  slides,
  timer,
  watch,
};
