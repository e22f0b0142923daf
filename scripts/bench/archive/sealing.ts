import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Crowd, openCrowd } from '../../crowd/crowd.ts';
import { median } from '../../demo/alignment.ts';
import { openArchive } from '../../demo/archive.ts';
import { linkPath, makeLesson } from '../../demo/lesson.ts';
import { openProduct, type Product } from '../../demo/product.ts';
import { type Figure, figure } from '../figures.ts';
import { sealedArchive } from '../lesson/seats.ts';

export interface SealingPlan {
  /** Lessons, one after the other. */
  readonly rounds: number;
  /** Camera and microphone of so many participants. */
  readonly pairs: number;
  /** Length of each lesson. */
  readonly seconds: number;
}

const limitMs = 1_000;
/** A long lesson may take at most this part of its length. */
const limitShare = 0.001;
const longLessonMs = 15 * 60_000;
const joinWithinMs = 30_000;

/** One lesson's end. */
interface Sealed {
  /** From the lesson's end by the log until the signed manifest had its name on the disk. */
  readonly sealingMs: number;
  readonly lengthMs: number;
  readonly tracks: number;
  readonly isWhole: boolean;
}

/** From a lesson's end to its sealed archive, with all who send still sending. The slowest counts: each lesson is promised it. */
export async function measureSealing(plan: SealingPlan, say: (line: string) => void): Promise<Figure[]> {
  const product = await openProduct();
  try {
    const sealed: Sealed[] = [];
    for (let round = 1; round <= plan.rounds; round += 1) {
      const one = await sealOne(product, plan, round);
      say(
        `lesson ${round}: ${Math.round(one.lengthMs / 1_000)} s, ${one.tracks} tracks, sealed ${Math.round(one.sealingMs)} ms later`,
      );
      sealed.push(one);
    }
    return [sealingFigure(sealed, plan)];
  } finally {
    await product.close();
  }
}

function sealingFigure(sealed: readonly Sealed[], { pairs }: SealingPlan): Figure {
  const samples = sealed.map(({ sealingMs }) => sealingMs);
  const shortestMs = Math.min(...sealed.map(({ lengthMs }) => lengthMs));
  const limit = shortestMs < longLessonMs ? limitMs : Math.min(limitMs, shortestMs * limitShare);
  const checks = {
    verified: sealed.every(({ isWhole }) => isWhole),
    allTracks: sealed.every(({ tracks }) => tracks === pairs * 2),
    tracks: pairs * 2,
    lessonSeconds: Math.round(shortestMs / 1_000),
    medianMs: Math.round(median(samples)),
  };
  const spread = [Math.round(Math.min(...samples)), Math.round(Math.max(...samples))] as const;
  return { ...figure('sealing', Math.max(...samples), { limit, checks }), samples: samples.length, spread };
}

async function sealOne(product: Product, { pairs, seconds }: SealingPlan, round: number): Promise<Sealed> {
  const { baseUrl, operator, dataDir } = product;
  const classrooms = Array.from({ length: pairs - 1 }, (_, index) => `Room ${index + 1}`);
  const lesson = await makeLesson(operator, { title: `Sealing ${round}`, classrooms, recording: 'everything' });
  const tokens = ['teacher', ...lesson.classroomIds].map((name) => linkPath(lesson, name).split('#t=')[1] ?? '');
  let crowd: Crowd | undefined;
  try {
    crowd = await openCrowd({ baseUrl, tokens, sends: true, receives: false });
    const { seats } = crowd;
    const signal = AbortSignal.timeout(joinWithinMs);
    await seats[0]?.until(({ state }) => Object.keys(state.tracks).length === pairs * 2, signal);
    await delay(seconds * 1_000);
    await operator.post(`/api/lessons/${lesson.lessonId}/end`, {});
    const archivePath = await sealedArchive(product, lesson.lessonId);
    const archive = await openArchive(dataDir, archivePath);
    const { startedAt, endedAt, tracks } = archive.manifest;
    // A file's status changes last when it gets its name.
    const { ctimeMs } = await stat(path.join(dataDir, archivePath, 'manifest.json'));
    const { faults, vouching } = await archive.verify();
    return {
      sealingMs: ctimeMs - (endedAt ?? Number.NaN),
      lengthMs: (endedAt ?? startedAt) - startedAt,
      tracks: tracks.filter(({ layers }) => layers.some(({ segments }) => segments.length > 0)).length,
      isWhole: faults.length === 0 && vouching.by === 'known',
    };
  } finally {
    crowd?.close();
  }
}
