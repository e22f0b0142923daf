import { type Figure, medianFigure } from '../figures.ts';
import type { BenchFilms } from '../lesson/films.ts';
import { teacherVideo } from '../lesson/seats.ts';
import { seatTimings } from './seat-timings.ts';
import { openWeakLesson } from './weak-lesson.ts';

const delayMs = 20;
const blockedLimitMs = 2_000;

/** From the click on join until the teacher's picture moves, where a firewall swallows UDP. */
export async function measureWaysIn(films: BenchFilms, seeds: number, say: (line: string) => void): Promise<Figure[]> {
  const samples: number[] = [];
  let byTcp = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const weak = await openWeakLesson({ films, seed, delayMs, isUdpBlocked: true });
    try {
      await weak.openRoom();
      await weak.room.click('join');
      await weak.room.seeMoving(teacherVideo, 30_000);
      const { firstFrameMs, protocol } = await seatTimings(weak.room.page);
      if (protocol === 'tcp') byTcp += 1;
      samples.push(firstFrameMs);
      say(`UDP blocked, ${seed}: ${Math.round(firstFrameMs)} ms by ${protocol}`);
    } finally {
      await weak.close();
    }
  }
  const checks = { allByTcp: byTcp === seeds };
  return [medianFigure('udpBlockedToFirstFrame', samples, { limit: blockedLimitMs, checks })];
}
