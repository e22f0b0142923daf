import type { Page } from 'puppeteer';
import { witness } from '../moment.ts';
import { same } from '../sight.ts';
import type { Act } from './act.ts';

const card = (state: string) => same(`[data-testid="question-card"][data-kind="buzzer"][data-state="${state}"]`);

/** Two classrooms press, one by the key and one by the button; exactly one of them was first, and the console says who. */
export const buzzer: Act = {
  name: 'buzzer',
  async play({ teacher, rooms }) {
    const [room, other] = rooms;
    await teacher.tap('tool-question');
    await teacher.tap('ask-buzzer');
    const open = await witness(room, 'buzzer open', card('open'));
    await other.holds('buzzer-press', 'state', 'open');
    await Promise.all([room.page.keyboard.press('b'), other.click('buzzer-press')]);
    await Promise.all([room, other].map((each) => each.see('buzzer-outcome')));
    const closed = await witness(room, 'buzzer decided', card('closed'));
    const outcomes = await Promise.all([room, other].map((each) => outcomeOf(each.page)));
    const winner = await teacher.page.$eval(
      '[data-testid="buzzer-winner"]',
      (element) => (element as HTMLElement).dataset.participantId,
    );
    const won = [room, other].filter((_, index) => outcomes[index] === 'won');
    await teacher.tap('question-clear');
    await room.gone('question-card');
    const isRight = won.length === 1 && won[0]?.participantId === winner;
    return {
      detail: `${won[0]?.name} was first; the classrooms were told ${outcomes.join(' and ')}`,
      problems: isRight ? [] : [`the console says ${winner}`],
      moments: [open, closed],
    };
  },
};

const outcomeOf = (page: Page) =>
  page.$eval('[data-testid="buzzer-outcome"]', (element) => (element as HTMLElement).dataset.outcome);
