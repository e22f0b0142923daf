import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pupils } from '../card-room.ts';
import type { Person } from '../person.ts';
import type { Act } from './act.ts';

const present = `${pupils.length - 1} / ${pupils.length}`;

/** The table for a spreadsheet, as the button saves it. */
async function saveTable({ page, tap }: Person, folder: string): Promise<string> {
  const session = await page.browser().target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true });
  const name = new Promise<string>((resolve) => {
    session.once('Browser.downloadWillBegin', ({ suggestedFilename }) => resolve(suggestedFilename));
  });
  const saved = new Promise<void>((resolve) => {
    session.on('Browser.downloadProgress', ({ state }) => state === 'completed' && resolve());
  });
  await tap('summary-csv');
  await saved;
  const text = await readFile(path.join(folder, await name), 'utf8');
  await session.detach();
  return text;
}

/** Paper as the printer gets it: its pages, and width and height of the first in points. */
async function printOut({ page }: Person): Promise<{ pages: number; width: number; height: number }> {
  const text = Buffer.from(await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
  return { pages: text.match(/\/Type \/Page\b/g)?.length ?? 0, width: Number(width), height: Number(height) };
}

/** After the end the teacher looks at the lesson in numbers, prints it on one sheet, and takes the table along. */
export const summary: Act = {
  name: 'summary',
  async play({ teacher, lesson, rooms, folder }) {
    const [classroomId] = lesson.classroomIds;
    await teacher.tap('open-summary');
    await teacher.holds('summary', 'phase', 'ended');
    const cells = await teacher.page.$$eval(`[data-testid="summary-${classroomId}"] td`, (found) =>
      found.map((cell) => cell.textContent ?? ''),
    );
    const questions = await teacher.words('summary-questions');
    const rows = await teacher.page.$$eval('[data-testid="summary-classrooms"] tbody tr', (found) => found.length);
    const table = await saveTable(teacher, folder);
    const sheet = await printOut(teacher);
    // A4, lying: 297 mm wide.
    const isOneSheet = sheet.pages === 1 && Math.abs(sheet.width - 842) < 2 && sheet.height < sheet.width;
    const problems = [
      ...(rows === rooms.length ? [] : [`${rows} classrooms in the table`]),
      ...(cells.includes(present) ? [] : ['who was present is missing']),
      ...(questions.includes('puddle') ? [] : ['the question is missing']),
      ...(rooms.every(({ name }) => table.includes(name)) ? [] : [`the saved table says ${table}`]),
      ...(isOneSheet ? [] : [`printed: ${sheet.pages} pages of ${sheet.width} × ${sheet.height} points`]),
    ];
    return { detail: `${rows} classrooms on one sheet and in a table; of the first: ${cells.join(' | ')}`, problems };
  },
};
