import { seatAddress } from '../lesson.ts';
import { witness } from '../moment.ts';
import { type Person, personOf } from '../person.ts';
import { openSeatBrowser } from '../seat-browser.ts';
import type { Sight } from '../sight.ts';
import { coTeacherFilm } from '../story-films.ts';
import type { Act, Cast } from './act.ts';

const secondId = 'coteacher';

/** A teacher's face is large. */
const large = (participantId: string): Sight[] => [
  {
    live: '[data-testid="classroom-screen"][data-main="camera"]',
    replay: `[data-testid="replay-picture-main"] [data-source="camera"]`,
  },
  {
    live: `[data-testid="video-camera-${participantId}"][data-moving="true"]`,
    replay: `[data-testid="replay-picture-main"] [data-participant-id="${participantId}"]`,
  },
];

/** One teacher asks the other to go on, who says yes. */
async function handOver(from: Person, to: Person): Promise<void> {
  await from.tap('lead-offer');
  await to.tap('lead-take');
  await from.see('lead-other');
}

async function teachTogether({ teacher, rooms }: Cast, second: Person, film: number) {
  const [room] = rooms;
  await second.tap('join');
  await second.see('lead-other');
  // Small at first, beside the one who leads.
  await Promise.all(rooms.map(({ seeFilm }) => seeFilm(`video-camera-${secondId}`, film, 0)));
  await handOver(teacher, second);
  const takenAt = Date.now();
  await second.page.keyboard.press('1');
  const other = await witness(room, 'the second teacher leads', ...large(secondId));
  await handOver(second, teacher);
  await teacher.page.keyboard.press('1');
  const own = await witness(room, 'the first teacher leads again', ...large(teacher.participantId));
  await teacher.page.keyboard.press('5');
  return { moments: [other, own], seenMs: other.at - takenAt };
}

/** A second teacher comes, is handed the lesson, is seen large in every classroom, and hands it back. */
export const lead: Act = {
  name: 'two teachers',
  async play(cast) {
    const film = await coTeacherFilm();
    const second = personOf(await openSeatBrowser({ film, width: 1280, height: 800, scale: 0.5 }));
    try {
      await second.page.goto(seatAddress(cast.product, cast.lesson, secondId, film));
      const { moments, seenMs } = await teachTogether(cast, second, film.number);
      return {
        detail: `handed over and back; a classroom saw who leads within ${Math.round(seenMs)} ms`,
        problems: second.errors.map((error) => `the second teacher's page says: ${error}`),
        moments,
      };
    } finally {
      await second.close();
    }
  },
};
