import { setTimeout as delay } from 'node:timers/promises';
import { CrowdSeat } from '../../crowd/seat.ts';
import { openArchive } from '../../demo/archive.ts';
import { linkPath, type MadeLesson, makeLesson } from '../../demo/lesson.ts';
import { openProduct, type ProcessName, type Product } from '../../demo/product.ts';
import type { Figure } from '../figures.ts';
import type { BenchFilms } from './films.ts';
import { recorderLoss } from './recorder-crash.ts';
import { endLesson, join, openSeat, type Seated, sealedArchive } from './seats.ts';
import { crashSfu } from './sfu-crash.ts';
import { crashSignaling } from './signaling-crash.ts';
import type { Topic } from './topics.ts';

const calmMs = 6_000;

/** A lesson whose processes are ended at once: a teacher and two rooms in browsers, a third room without. */
export interface CrashScene {
  readonly product: Product;
  readonly lesson: MadeLesson;
  readonly pages: readonly Seated[];
  readonly listener: CrowdSeat;
  readonly say: (line: string) => void;
  /** Another seat without a browser; closed with the scene. */
  takeSeat(link: string): Promise<CrowdSeat>;
  /** @returns when, milliseconds since the epoch */
  kill(name: ProcessName): number;
}

/** Ends each process at once in mid-lesson, and measures what people and the archive notice. */
export async function measureCrashes(
  { teacher, rooms }: BenchFilms,
  wanted: ReadonlySet<Topic>,
  say: (line: string) => void,
): Promise<Figure[]> {
  const product = await openProduct({ say });
  const pages: Seated[] = [];
  const crowd: CrowdSeat[] = [];
  try {
    const names = ['One', 'Two', 'Three'];
    const lesson = await makeLesson(product.operator, { title: 'Crash', classrooms: names, recording: 'everything' });
    const [one = '', two = '', three = ''] = lesson.classroomIds;
    const films = [teacher, ...rooms];
    for (const [index, link] of ['teacher', one, two].entries()) {
      const seat = await openSeat(product, lesson, link, films[index] ?? teacher);
      pages.push(seat);
      await join(seat);
    }
    const takeSeat = async (link: string) => {
      const token = linkPath(lesson, link).split('#t=')[1] ?? '';
      const seat = await CrowdSeat.join({ baseUrl: product.baseUrl, token });
      crowd.push(seat);
      return seat;
    };
    const kill = (name: ProcessName) => {
      say(`kill -9 ${name}`);
      product.kill(name);
      return Date.now();
    };
    const scene = { product, lesson, pages, listener: await takeSeat(three), say, takeSeat, kill };
    const figures: Figure[] = [];
    await delay(calmMs);
    const recorderDiedAt = wanted.has('recorder') ? kill('recorder') : undefined;
    if (recorderDiedAt !== undefined) await delay(calmMs);
    if (wanted.has('signaling')) {
      figures.push(...(await crashSignaling(scene)));
      await delay(calmMs);
    }
    if (wanted.has('sfu')) {
      figures.push(await crashSfu(scene));
      await delay(calmMs);
    }
    if (recorderDiedAt === undefined || !pages[0]) return figures;
    await endLesson(pages[0]);
    const archive = await openArchive(product.dataDir, await sealedArchive(product, lesson.lessonId));
    return [...figures, await recorderLoss(archive, recorderDiedAt)];
  } finally {
    for (const seat of crowd) seat.close();
    await Promise.all(pages.map(({ browser }) => browser.close()));
    await product.close();
  }
}
