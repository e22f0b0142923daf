import { pupils } from '../card-room.ts';
import type { Act } from './act.ts';

/** After the end the teacher looks at the lesson in numbers: who was there, stars, the questions and their answers. */
export const summary: Act = {
  name: 'summary',
  async play({ teacher, lesson, rooms }) {
    const [classroomId] = lesson.classroomIds;
    await teacher.tap('open-summary');
    await teacher.holds('summary', 'phase', 'ended');
    const cells = await teacher.page.$$eval(`[data-testid="summary-${classroomId}"] td`, (found) =>
      found.map((cell) => cell.textContent ?? ''),
    );
    const questions = await teacher.words('summary-questions');
    const rows = await teacher.page.$$eval('[data-testid="summary-classrooms"] tbody tr', (found) => found.length);
    const problems = [
      ...(rows === rooms.length ? [] : [`${rows} classrooms in the table`]),
      ...(cells.some((cell) => cell === `${pupils.length - 1} / ${pupils.length}`)
        ? []
        : ['who was present is missing']),
      ...(questions.includes('puddle') ? [] : ['the question is missing']),
    ];
    return { detail: `${rows} classrooms; of the first: ${cells.join(' | ')}`, problems };
  },
};
