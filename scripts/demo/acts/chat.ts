import { witness } from '../moment.ts';
import { same } from '../sight.ts';
import type { Act } from './act.ts';

const whisper = 'Could you please speak louder?';
const reply = 'Of course, thank you for telling me.';
const greeting = 'Good morning from the mountains!';
const notice = 'Please take out your notebooks.';
const caption = (words: string) => same('[data-testid="caption"]', { words });

/** A classroom writes to the teacher and is answered; what it writes to all waits until it is let through; the teacher writes to all. */
export const chat: Act = {
  name: 'chat',
  async play({ teacher, rooms: [room, other] }) {
    const { page } = room;
    await page.keyboard.press('a');
    await room.tap('aide-tab-chat');
    await room.write('chat-text', whisper);
    await page.keyboard.press('Enter');
    await teacher.tap('tool-chat');
    await teacher.read('messages', whisper);
    await teacher.tap(await teacher.find('reply-'));
    await teacher.write('chat-text', reply);
    await teacher.tap('chat-send');
    await room.read('messages', reply);
    await room.tap('chat-to-all');
    await room.write('chat-text', greeting);
    await room.tap('chat-send');
    await teacher.read('messages-waiting', greeting);
    const early = await other.page.$('[data-testid="caption"]');
    await teacher.tap(await teacher.find('approve-'));
    const greeted = await witness(other, 'a classroom greets all', caption(greeting));
    await page.keyboard.press('Escape');
    await teacher.choose('chat-to', '');
    await teacher.write('chat-text', notice);
    await teacher.page.keyboard.press('Enter');
    const told = await witness(other, 'the teacher writes to all', caption(notice));
    const screen = await other.page.$eval('[data-testid="classroom-screen"]', (element) => element.textContent ?? '');
    const problems = [
      ...(early === null ? [] : ['a message to all was read before it was let through']),
      ...([whisper, reply].some((words) => screen.includes(words))
        ? ['another classroom reads what is not its own']
        : []),
    ];
    return {
      detail: 'to the teacher, back, to all once let through, and from the teacher to all',
      problems,
      moments: [greeted, told],
    };
  },
};
