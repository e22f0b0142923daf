import { witness } from '../moment.ts';
import { same } from '../sight.ts';
import type { Act, Player } from './act.ts';
import { answerByPhone } from './answer.ts';

const text = 'Where does a puddle go when the sun shines?';
const options = ['Into the air', 'Under the ground', 'Nowhere'];
const card = '[data-testid="question-card"]';
const bar = (option: number, count: number) =>
  same(`[data-testid="question-results"] [data-testid="bar-${option}"][data-count="${count}"]`);

/** The aide counts hands on the buttons, or types them and sends by Enter. */
async function countHands(room: Player, index: number): Promise<[number, number]> {
  await room.see('hands-form');
  if (index % 2 === 0) {
    for (let hand = 0; hand < 3; hand += 1) await room.tap('hands-more-0');
    await room.tap('hands-more-1');
    await room.tap('hands-send');
    await room.see('aide-answer-sent');
    return [3, 1];
  }
  await room.write('hands-0', '21');
  await room.write('hands-1', '9');
  await room.page.keyboard.press('Enter');
  await room.see('aide-answer-sent');
  return [21, 9];
}

/** A question to all: asked in writing, answered by counted hands and one phone, shown as bars, revealed, taken away. */
export const question: Act = {
  name: 'question',
  async play(cast) {
    const { teacher, rooms } = cast;
    const [room] = rooms;
    await teacher.tap('tool-question');
    await teacher.tap('question-write');
    await teacher.write('compose-text', text);
    for (const [option, words] of options.entries()) await teacher.write(`compose-option-${option}`, words);
    await teacher.tap('compose-fewer');
    await teacher.tap('compose-right-0');
    await teacher.tap('compose-ask');
    const asked = await witness(room, 'question asked', same(`${card}[data-state="open"]`, { words: text }));
    const sums = [0, 0];
    for (const [index, each] of rooms.entries()) {
      const counts = await countHands(each, index);
      for (const option of [0, 1]) sums[option] = (sums[option] ?? 0) + (counts[option] ?? 0);
    }
    await answerByPhone(cast, room, 1);
    const [air = 0, ground = 0] = [sums[0], (sums[1] ?? 0) + 1];
    await teacher.read('answered-rooms', `${rooms.length} /`);
    await teacher.read('answered-people', String(air + ground));
    await teacher.page.keyboard.press('q');
    await teacher.holds('running-question', 'state', 'closed');
    await teacher.tap('question-show');
    const bars = [bar(0, air), bar(1, ground), bar(2, 0)];
    const seen = await Promise.all(
      rooms.map((each) => witness(each, 'question result', same(`${card}[data-state="results"]`), ...bars)),
    );
    await teacher.tap('question-reveal');
    const revealed = await witness(room, 'right answer', same(`${card}[data-state="revealed"]`), ...bars);
    await teacher.tap('question-clear');
    const cleared = await witness(room, 'question taken away', same(card, { isGone: true }));
    return {
      detail: `${rooms.length} classrooms and a phone answered: ${air} and ${ground}; all saw the same bars`,
      moments: [asked, ...seen.slice(0, 1), revealed, cleared],
    };
  },
};
