import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { missingPupil, pupils } from '../card-room.ts';
import type { Person } from '../person.ts';
import type { Act, Cast } from './act.ts';
import { asOperator } from './operator.ts';

/** The operator imports a classroom's roster from a CSV file, on the lessons page. */
function importRoster(cast: Cast): Promise<void> {
  const file = path.join(cast.folder, 'class 1.csv');
  writeFileSync(file, ['number,name', ...pupils.map((name, index) => `${index + 1},${name}`)].join('\n'));
  return asOperator(cast, async (operator) => {
    await operator.tap('tab-places');
    await operator.tap(`roster-open-${cast.lesson.classroomIds[0]}`);
    await operator.give('roster-file', file);
    await operator.tap('roster-confirm');
    await operator.see('roster-pupil');
  });
}

/** The button of a pupil on the aide's list. */
async function pupilButton({ page }: Person, name: string): Promise<string> {
  const names = await page.$$eval('[data-testid^="pupil-"]', (buttons) =>
    buttons.map((button) => [button.textContent ?? '', (button as HTMLElement).dataset.testid ?? ''] as const),
  );
  const found = names.find(([words]) => words.includes(name));
  if (!found) throw new Error(`${name} is not on the list`);
  return found[1];
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
    await room.find('pupil-');
    await room.tap(await pupilButton(room, missingPupil));
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
