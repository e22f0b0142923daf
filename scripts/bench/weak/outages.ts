import { setTimeout as delay } from 'node:timers/promises';
import { type Figure, medianFigure } from '../figures.ts';
import type { BenchFilms } from '../lesson/films.ts';
import { teacherVideo } from '../lesson/seats.ts';
import { backAfterMs, receivedSince } from './received.ts';
import { openWeakLesson } from './weak-lesson.ts';

const delayMs = 20;
const roundTripMs = 2 * delayMs;
const outagesMs = [2_000, 20_000];
const limitMs = 700 + 2 * roundTripMs;
const steadyMs = 8_000;
const patienceMs = 15_000;

/** From the line's return until sound and picture are there again. */
export async function measureOutages(films: BenchFilms, seeds: number, say: (line: string) => void): Promise<Figure[]> {
  const samples = new Map(outagesMs.map((ms) => [ms, { sound: [] as number[], picture: [] as number[] }]));
  for (let seed = 1; seed <= seeds; seed += 1) {
    const weak = await openWeakLesson({ films, seed, delayMs });
    try {
      await weak.openRoom();
      await weak.room.click('join');
      await weak.room.seeMoving(teacherVideo);
      for (const [ms, { sound, picture }] of samples) {
        await delay(steadyMs);
        await weak.lab.outage(ms);
        const upAt = Date.now();
        await delay(patienceMs);
        const back = backAfterMs(await receivedSince(weak.room.page, upAt), upAt);
        sound.push(back.sound);
        picture.push(back.picture);
        say(`outage of ${ms / 1_000} s, ${seed}: sound after ${back.sound} ms, picture after ${back.picture} ms`);
      }
    } finally {
      await weak.close();
    }
  }
  return [...samples].flatMap(([ms, { sound, picture }]) => [
    medianFigure(`soundBackAfter${ms / 1_000}s`, sound, { limit: limitMs }),
    medianFigure(`pictureBackAfter${ms / 1_000}s`, picture, { limit: limitMs }),
  ]);
}
