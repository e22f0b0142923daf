import { witness } from '../moment.ts';
import type { Sight } from '../sight.ts';
import type { Act } from './act.ts';

/** A picture of the teacher's is large. */
const large = (source: 'camera' | 'board'): Sight[] => [
  {
    live: `[data-testid="classroom-screen"][data-main="${source}"]`,
    replay: `[data-testid="replay-picture-main"] [data-source="${source}"]`,
  },
  {
    live: `[data-testid="video-${source}-teacher"][data-moving="true"]`,
    replay: `[data-testid="replay-picture-main"] [data-participant-id="teacher"]`,
  },
];

const slidesLarge: Sight = {
  live: '[data-testid="classroom-screen"][data-main="slides"] [data-testid="slides"]',
  replay: '[data-testid="replay-slides"]',
};

/** One key for each picture: the face, a second camera on the blackboard, the slides again. */
export const programme: Act = {
  name: 'programme',
  async play({ teacher, rooms: [room] }) {
    const { page } = teacher;
    await page.keyboard.press('1');
    const face = await witness(room, "the teacher's face large", ...large('camera'));
    await teacher.tap('tool-programme');
    const cameras = await page.$$eval('[data-testid="choose-board"] option', (options) =>
      options.map((option) => (option as HTMLOptionElement).value),
    );
    const second = cameras.at(-1);
    if (!second) throw new Error('this machine has no second camera');
    await teacher.choose('choose-board', second);
    await teacher.see('programme-board');
    await page.keyboard.press('2');
    const board = await witness(room, 'the second camera large', ...large('board'));
    await page.keyboard.press('5');
    const slides = await witness(room, 'the slides large again', slidesLarge);
    await teacher.choose('choose-board', '');
    await teacher.gone('programme-board');
    return { detail: 'the face, a second camera and the slides, each by its key', moments: [face, board, slides] };
  },
};
