import { setTimeout as delay } from 'node:timers/promises';
import { CrowdSeat } from '../crowd/seat.ts';
import { type Archive, layerFiles, openArchive } from '../demo/archive.ts';
import { decodePictures, decodeSound } from '../demo/decode.ts';
import type { Film } from '../demo/film.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type ProcessName, type Product } from '../demo/product.ts';
import { type Figure, figure } from './figures.ts';
import { join, openSeat, type Seated, sealedArchive } from './live-figures.ts';

const teacherVideo = 'video-camera-teacher';
const calmMs = 6_000;

/** Ends each process at once in mid-lesson, and measures what people and the archive notice. */
export async function measureCrashes(
  films: readonly [Film, Film, Film],
  say: (line: string) => void,
): Promise<Figure[]> {
  const product = await openProduct({ say });
  const pages: Seated[] = [];
  const crowd: CrowdSeat[] = [];
  try {
    const names = ['One', 'Two', 'Three'];
    const lesson = await makeLesson(product.operator, { title: 'Crash', classrooms: names, recording: 'everything' });
    const links = ['teacher', ...lesson.classroomIds.slice(0, 2)];
    for (const [index, link] of links.entries()) {
      const seat = await openSeat(product, lesson, link, films[index] ?? films[0]);
      pages.push(seat);
      await join(seat);
    }
    const listener = await takeSeat(product, lesson, lesson.classroomIds[2] ?? '');
    crowd.push(listener);
    const rooms = pages.slice(1);
    await delay(calmMs);
    const recorderDiedAt = kill(product, 'recorder', say);
    await delay(calmMs);
    const signaling = await crashSignaling(product, lesson, pages, listener, crowd, say);
    await delay(calmMs);
    const sfu = await crashSfu(product, rooms, listener, say);
    await delay(calmMs);
    await pages[0]?.browser.click('end-lesson');
    await pages[0]?.browser.click('confirm-end-lesson');
    const archive = await openArchive(product.dataDir, await sealedArchive(product, lesson.lessonId));
    return [...signaling, sfu, await recorderLoss(archive, recorderDiedAt)];
  } finally {
    for (const seat of crowd) seat.close();
    await Promise.all(pages.map(({ browser }) => browser.close()));
    await product.close();
  }
}

function takeSeat(product: Product, lesson: MadeLesson, link: string): Promise<CrowdSeat> {
  const token = linkPath(lesson, link).split('#t=')[1] ?? '';
  return CrowdSeat.join({ baseUrl: product.baseUrl, token });
}

function kill(product: Product, name: ProcessName, say: (line: string) => void): number {
  say(`kill -9 ${name}`);
  product.kill(name);
  return Date.now();
}

async function crashSignaling(
  product: Product,
  lesson: MadeLesson,
  pages: readonly Seated[],
  listener: CrowdSeat,
  crowd: CrowdSeat[],
  say: (line: string) => void,
): Promise<Figure[]> {
  const welcomes = listener.welcomes;
  await Promise.all(pages.map(({ browser }) => browser.restartGaps()));
  // Answered just before the end: it must still hold afterwards.
  await listener.command('hand:raise', {});
  const diedAt = kill(product, 'signaling', say);
  await listener.until((seat) => seat.welcomes > welcomes, AbortSignal.timeout(20_000));
  const backAt = [Date.now(), ...(await Promise.all(pages.map((page) => lineUpAgain(page))))];
  const backMs = Math.max(...backAt) - diedAt;
  say(`all seats were back after ${Math.round(backMs)} ms`);
  await delay(2_000);
  const gaps = await Promise.all(
    pages.slice(1).map(async ({ browser }) => (await browser.videos())[teacherVideo]?.longestGapMs ?? Number.NaN),
  );
  const assistant = await takeSeat(product, lesson, 'assistant');
  crowd.push(assistant);
  const { hands, participants } = assistant.state;
  const kept = hands.some(({ participantId }) => participantId === listener.grant.participantId);
  const here = Object.values(participants).filter(({ connection }) => connection.state === 'here').length;
  return [
    figure('signalingKilledSeatsBack', backMs, { limit: 3_000, checks: { answeredKept: kept, seatsHere: here >= 4 } }),
    figure('signalingKilledLongestFreeze', Math.max(...gaps), { limit: 1_000 }),
  ];
}

/** When the page's line to the server was up again. */
async function lineUpAgain({ browser }: Seated): Promise<number> {
  const found = await browser.page.waitForFunction(
    async () => {
      const stats = (await window.tongke?.stats()) as { link: { state: string } } | undefined;
      return stats?.link.state === 'up' ? performance.timeOrigin + performance.now() : undefined;
    },
    { timeout: 20_000, polling: 50 },
  );
  return (await found.jsonValue()) ?? Number.NaN;
}

async function crashSfu(
  product: Product,
  rooms: readonly Seated[],
  listener: CrowdSeat,
  say: (line: string) => void,
): Promise<Figure> {
  const [diedAt, diedMs] = [kill(product, 'sfu', say), performance.now()];
  const seenAt = await Promise.all(rooms.map(({ browser }) => browser.seeFilm(teacherVideo, 0, diedAt + 100, 20_000)));
  const heard = (seat: CrowdSeat) =>
    seat.tracks.some(({ source, counts }) => source === 'microphone' && (counts.firstAtMs ?? 0) > diedMs);
  await listener.until(heard, AbortSignal.timeout(20_000));
  const heardAfterMs = Math.min(
    ...listener.tracks
      .filter(({ source }) => source === 'microphone')
      .map(({ counts }) => (counts.firstAtMs ?? Number.POSITIVE_INFINITY) - diedMs),
  );
  const seenAfterMs = Math.max(...seenAt) - diedAt;
  say(`seen again after ${Math.round(seenAfterMs)} ms, heard after ${Math.round(heardAfterMs)} ms`);
  return figure('sfuKilledSeenAndHeard', Math.max(seenAfterMs, heardAfterMs), {
    limit: 3_000,
    checks: { seenAfterMs: Math.round(seenAfterMs), heardAfterMs: Math.round(heardAfterMs) },
  });
}

/** The longest hole in the teacher's picture and sound around the recorder's death, by decoding. */
async function recorderLoss(archive: Archive, diedAt: number): Promise<Figure> {
  const { manifest } = archive;
  const diedMs = diedAt - manifest.startedAt;
  const tracks = manifest.tracks.filter(({ participantId }) => participantId === 'teacher');
  let pictureHoleMs = Number.NaN;
  let soundHoleMs = Number.NaN;
  for (const { kind, layers } of tracks) {
    const layer = layers.find(({ startMs, endMs }) => startMs < diedMs && endMs > diedMs);
    if (layer === undefined) continue;
    const files = await layerFiles(archive, layer);
    if (kind === 'video') {
      const times = (await Promise.all(files.map(decodePictures)))
        .flat()
        .map(({ atMs }) => ({ fromMs: atMs, toMs: atMs }));
      pictureHoleMs = longestHole(times, diedMs);
    } else {
      const runs = (await Promise.all(files.map(decodeSound))).flat();
      const spans = runs.map(({ startMs, samples }) => ({ fromMs: startMs, toMs: startMs + samples.length / 16 }));
      soundHoleMs = longestHole(spans, diedMs);
    }
  }
  const stated = manifest.interruptions.some(({ fromMs, toMs }) => fromMs <= diedMs + 500 && toMs >= diedMs - 500);
  return figure('recorderKilledLost', Math.max(pictureHoleMs, soundHoleMs), {
    limit: 2_000,
    checks: { stated, pictureHoleMs: Math.round(pictureHoleMs), soundHoleMs: Math.round(soundHoleMs) },
  });
}

function longestHole(spans: readonly { fromMs: number; toMs: number }[], aroundMs: number): number {
  const near = spans.filter(({ fromMs, toMs }) => toMs > aroundMs - 5_000 && fromMs < aroundMs + 8_000);
  return Math.max(0, ...near.map(({ fromMs }, index) => fromMs - (near[index - 1]?.toMs ?? fromMs)));
}
