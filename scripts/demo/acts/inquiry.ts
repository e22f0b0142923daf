import { witness } from '../moment.ts';
import { same } from '../sight.ts';
import type { Act } from './act.ts';

const asked = 'Why does ice float?';
const answer = 'It is lighter than the water below it.';

/** A classroom asks the teacher, is answered in writing, and the answer is shown to all. */
export const inquiry: Act = {
  name: 'inquiry',
  async play({ teacher, rooms: [room, other] }) {
    await room.page.keyboard.press('a');
    await room.tap('aide-tab-inquiry');
    await room.write('inquiry-text', asked);
    await room.page.keyboard.press('Enter');
    await teacher.tap('tool-inquiry');
    await teacher.read('inquiry-queue', asked);
    const write = await teacher.find('answer-write-');
    const id = write.replace('answer-write-', '');
    await teacher.tap(write);
    await teacher.write(`answer-${id}-text`, answer);
    await teacher.tap(`answer-${id}-send`);
    await room.holds(`inquiry-${id}`, 'outcome', 'answered');
    await room.read('own-inquiries', answer);
    await room.page.keyboard.press('Escape');
    await teacher.page.locator('[data-testid="inquiry-panel"] summary').click();
    await teacher.tap(`inquiry-show-${id}`);
    const caption = same('[data-testid="caption"][data-kind="inquiry"]', { words: answer });
    const shown = await witness(other, 'an answer shown to all', caption);
    return { detail: 'asked, answered in writing, shown to all', moments: [shown] };
  },
};
