import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Person, personOf } from '../person.ts';
import { openSeatBrowser } from '../seat-browser.ts';
import type { Act, Cast } from './act.ts';

const pupils = ['Zhang Min', 'Li Lei', 'Wang Fang', 'Zhao Gang', 'Chen Jie', 'Liu Yang', 'Huang Mei', 'Wu Tao'];

/** The operator imports a classroom's roster from a CSV file, on the lessons page. */
async function importRoster({ product, folder, lesson }: Cast): Promise<void> {
  const file = path.join(folder, 'class 1.csv');
  writeFileSync(file, ['number,name', ...pupils.map((name, index) => `${index + 1},${name}`)].join('\n'));
  const token = readFileSync(path.join(product.dataDir, 'operator-token'), 'utf8').trim();
  const operator: Person = personOf(await openSeatBrowser({ film: 'none', width: 1280, height: 800, scale: 0.5 }));
  try {
    await operator.page.goto(`${product.baseUrl}/lessons?lang=en#t=${token}`);
    await operator.tap('tab-places');
    await operator.tap(`roster-open-${lesson.classroomIds[0]}`);
    await operator.give('roster-file', file);
    await operator.tap('roster-confirm');
    await operator.see('roster-pupil');
    if (operator.errors.length > 0) throw new Error(`the operator's page says: ${operator.errors.join('; ')}`);
  } finally {
    await operator.close();
  }
}

/** A roster is imported; the aide marks who is missing, by the key and taps; the teacher sees how many are there. */
export const attendance: Act = {
  name: 'attendance',
  async play(cast) {
    const { teacher } = cast;
    const [room, other] = cast.rooms;
    await importRoster(cast);
    await room.page.keyboard.press('a');
    await room.tap('aide-tab-attendance');
    await room.see('roll-form');
    const missing = await room.find('pupil-');
    await room.tap(missing);
    await room.tap('attendance-confirm');
    await room.see('attendance-taken');
    await room.page.keyboard.press('Escape');
    await room.gone('aide-panel');
    // A classroom without a roster only counts heads.
    await other.page.keyboard.press('a');
    await other.write('head-count', '31');
    await other.tap('attendance-confirm');
    await other.see('attendance-taken');
    await other.tap('aide-hide');
    await teacher.tap('tool-attendance');
    const present = pupils.length - 1;
    await teacher.holds(`attendance-${room.participantId}`, 'taken', 'true');
    await teacher.read(`attendance-${room.participantId}`, `${present} / ${pupils.length}`);
    await teacher.read('attendance-total', String(present + 31));
    return { detail: `a roster of ${pupils.length} imported; ${present} and 31 present, as the aides said` };
  },
};
