import { cardRoom, pupils } from '../card-room.ts';
import { witness } from '../moment.ts';
import type { Person } from '../person.ts';
import { same } from '../sight.ts';
import type { Act } from './act.ts';

const letters = ['A', 'B', 'C', 'D'];
const questionCard = '[data-testid="question-card"]';

/** What the teacher reads at each pupil's name. */
const readAnswers = ({ page }: Person, classroomId: string) =>
  page.$$eval(`[data-testid="pupils-${classroomId}"] li`, (lines) =>
    lines.map((line) => [
      line.querySelector('bdi')?.textContent ?? '',
      line.querySelector('strong')?.textContent ?? '',
    ]),
  );

/** A question asked aloud; the room's camera reads the card of each pupil who is there, and the teacher has every answer by name. */
export const card: Act = {
  name: 'answer cards',
  async play({ teacher, rooms: [room, other], lesson }) {
    const [classroomId = ''] = lesson.classroomIds;
    const { choices } = cardRoom();
    await teacher.tap('tool-question');
    await teacher.tap('ask-single');
    await room.tap('aide-tab-card');
    await room.tap('card-start');
    const begunAt = performance.now();
    await room.holds('card-count', 'read', String(choices.length), 30_000);
    const readMs = performance.now() - begunAt;
    await room.tap('card-send');
    await room.see('card-sent');
    await room.page.keyboard.press('Escape');
    await teacher.read('answered-people', String(choices.length));
    await teacher.tap('room-table-open');
    await teacher.tap(`pupils-open-${classroomId}`);
    await teacher.read(`pupils-${classroomId}`, pupils[0] ?? '');
    const read = await readAnswers(teacher, classroomId);
    const shown = choices.map((choice, index) => [pupils[index], letters[choice]]);
    const wrong = shown.filter(([name, letter], index) => read[index]?.[0] !== name || read[index]?.[1] !== letter);
    await teacher.tap('question-close');
    await teacher.tap('question-show');
    const bars = letters.map((_, option) => {
      const count = choices.filter((choice) => choice === option).length;
      return same(`[data-testid="question-results"] [data-testid="bar-${option}"][data-count="${count}"]`);
    });
    const seen = await Promise.all([room, other].map((each) => witness(each, 'cards counted', ...bars)));
    await teacher.tap('question-clear');
    const cleared = await witness(room, 'cards put down', same(questionCard, { isGone: true }));
    return {
      detail: `${choices.length} cards of ${pupils.length} pupils were read in ${Math.round(readMs)} ms; the teacher has each answer by name`,
      problems:
        wrong.length === 0 && read.length === shown.length
          ? []
          : [`the teacher reads ${read.map((line) => line.join(' ')).join(', ')}`],
      moments: [...seen.slice(0, 1), cleared],
    };
  },
};
