import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import type { Page } from 'puppeteer';
import type { ApiLesson } from '../../demo/api.ts';
import { makeLesson } from '../../demo/lesson.ts';
import { openProduct, type Product } from '../../demo/product.ts';
import { openSeatBrowser } from '../../demo/seat-browser.ts';
import { storyFilms } from '../../demo/story-films.ts';
import { type Figure, figure } from '../figures.ts';
import { join, openSeat } from '../lesson/seats.ts';

const limitSeconds = 6;
/** The player has found its place by then. */
const settledMs = 12_000;
const asleepMs = 16_000;
const startWithinMs = 30_000;

/** How hls.js stood at one moment. */
interface Sample {
  readonly at: number;
  readonly behindMs: number;
  readonly currentTime: number;
  readonly height: number;
}

/**
 * hls.js in Chromium on the playlists of a lesson while it is being recorded: how far behind, and whether it stalls, while the top layer falls
 * asleep and wakes, and the pictures change their size. @param minutes how long it plays
 */
export async function measureHls(minutes: number, say: (line: string) => void): Promise<Figure[]> {
  const product = await openProduct();
  const [film] = await storyFilms(0);
  if (!film) throw new Error('a film is missing');
  const lesson = await makeLesson(product.operator, { title: 'HLS', classrooms: [] });
  const teacher = await openSeat(product, lesson, 'teacher', film);
  try {
    await join(teacher);
    const playlist = await recordedPicture(product, lesson.lessonId);
    say(`playing ${playlist.replace(/[0-9a-f]{32}/, '…')} for ${minutes} minutes`);
    const viewer = await openSeatBrowser({ film: 'none', width: 800, height: 500 });
    try {
      await playHls(viewer.page, product.baseUrl, playlist);
      await delay(settledMs);
      const lengthMs = minutes * 60_000 - settledMs;
      const samples: Sample[] = await sampled(viewer.page, lengthMs / 3);
      say('the top layer falls asleep');
      await changeTop(teacher.browser.page, { active: false });
      samples.push(...(await sampled(viewer.page, asleepMs)));
      say('it wakes');
      await changeTop(teacher.browser.page, { active: true });
      samples.push(...(await sampled(viewer.page, lengthMs / 3)));
      say('the pictures change their size');
      await changeTop(teacher.browser.page, { scaleResolutionDownBy: 1.5 });
      samples.push(...(await sampled(viewer.page, Math.max(0, lengthMs / 3 - asleepMs))));
      const errors = await viewer.page.evaluate(() => window.tongkeHls.errors);
      return [figureOf(samples, { minutes, errors, ...(await happened(product.baseUrl, playlist)) })];
    } finally {
      await viewer.close();
    }
  } finally {
    await teacher.browser.close();
    await product.close();
  }
}

function figureOf(
  samples: readonly Sample[],
  facts: { minutes: number; errors: readonly string[]; sleptMs: number; sizes: number },
): Figure {
  const { minutes, errors, sleptMs, sizes } = facts;
  const behind = samples.map(({ behindMs }) => behindMs / 1_000).sort((a, b) => a - b);
  const stalls = stallsIn(samples);
  const heights = [...new Set(samples.map(({ height }) => height).filter((height) => height > 0))].sort(
    (a, b) => a - b,
  );
  const checks = {
    noStall: stalls.length === 0,
    stalls: stalls.join(', ') || 'none',
    topSlept: sleptMs > asleepMs / 2,
    sleptMs,
    sizeChanged: sizes > 0,
    heights: heights.join(' '),
    medianSeconds: Math.round((behind[behind.length >> 1] ?? Number.NaN) * 100) / 100,
    minutes,
    noError: errors.length === 0,
    errors: errors.join(' ') || 0,
  };
  return figure('hlsBehind', behind.at(-1) ?? Number.NaN, { unit: 's', limit: limitSeconds, checks });
}

/** Times without progress: more than three looks. */
function stallsIn(samples: readonly Sample[]): string[] {
  const stalls: string[] = [];
  let movedAt = samples[0]?.at ?? 0;
  for (const [index, { at, currentTime }] of samples.entries()) {
    if (currentTime === samples[index - 1]?.currentTime) continue;
    if (index > 0 && at - movedAt >= 400) {
      stalls.push(`${Math.round(at - movedAt)} ms at ${((movedAt - (samples[0]?.at ?? 0)) / 1_000).toFixed(0)} s`);
    }
    movedAt = at;
  }
  return stalls;
}

/** Waits until the teacher's camera is in the archive in two layers. @returns the web path of its multivariant playlist */
async function recordedPicture({ operator, baseUrl }: Product, lessonId: string): Promise<string> {
  const deadline = performance.now() + startWithinMs;
  for (;;) {
    const { lesson } = await operator.get<{ lesson: ApiLesson }>(`/api/lessons/${lessonId}`);
    const manifest = lesson.archivePath === null ? null : await manifestOf(`${baseUrl}${lesson.archivePath}`);
    if (lesson.archivePath !== null && manifest) {
      const { tracks } = manifest;
      const camera = tracks.find(({ source, layers }) => source === 'camera' && layers.length >= 2);
      const hasVoice = tracks.some(({ source }) => source === 'microphone');
      if (camera && hasVoice) return `${lesson.archivePath}tracks/${camera.trackId}/playlist.m3u8`;
    }
    if (performance.now() > deadline) throw new Error('the camera was not recorded in two layers within 30 s');
    await delay(200);
  }
}

/** As it stands now; null while there is none, and for half of one. */
async function manifestOf(folderUrl: string): Promise<ArchiveManifest | null> {
  const response = await fetch(`${folderUrl}manifest.json`).catch(() => null);
  // Cut off where it was replaced by a longer one while it was sent.
  return response?.ok ? ((await response.json().catch(() => null)) as ArchiveManifest | null) : null;
}

/** What the camera's layers went through, by the archive: the longest sleep of one that woke, and sizes besides the first. */
async function happened(baseUrl: string, playlist: string): Promise<{ sleptMs: number; sizes: number }> {
  const [folder = '', trackId] = playlist.split(/tracks\/|\/playlist/);
  const manifest = await manifestOf(`${baseUrl}${folder}`);
  const layers = manifest?.tracks.find((track) => track.trackId === trackId)?.layers ?? [];
  const holes = layers.flatMap(({ segments }) =>
    segments.slice(1).map(({ startMs }, index) => {
      const before = segments[index];
      return before ? startMs - before.startMs - before.durationMs : 0;
    }),
  );
  const sizes = layers.reduce(
    (count, { segments }) => count + new Set(segments.map(({ initPath }) => initPath)).size - 1,
    0,
  );
  return { sleptMs: Math.round(Math.max(0, ...holes)), sizes };
}

declare global {
  interface Window {
    tongkeHls: { samples: Sample[]; errors: string[] };
  }
}

/** As much of hls.js as is used here. */
interface Hls {
  loadSource(url: string): void;
  attachMedia(video: HTMLVideoElement): void;
  on(event: string, listener: (event: string, data: { fatal: boolean; details: string }) => void): void;
  readonly playingDate: Date | null;
}

async function playHls(page: Page, baseUrl: string, playlist: string): Promise<void> {
  await page.setBypassCSP(true);
  await page.goto(`${baseUrl}/watch`);
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('hls.js/dist/hls.js') });
  await page.evaluate((url) => {
    const { Hls: Player } = window as unknown as { Hls: new (options: object) => Hls };
    const kept: Window['tongkeHls'] = { samples: [], errors: [] };
    window.tongkeHls = kept;
    const video = document.createElement('video');
    video.muted = true;
    video.autoplay = true;
    video.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;z-index:9';
    document.body.append(video);
    // Seconds behind the newest segment that it has seen, and a little more speed to come back there.
    const hls = new Player({ liveSyncDuration: 4.5, liveMaxLatencyDuration: 12, maxLiveSyncPlaybackRate: 1.1 });
    hls.on('hlsError', (_event, { fatal, details }) => {
      if (fatal) kept.errors.push(details);
    });
    hls.attachMedia(video);
    hls.loadSource(url);
    setInterval(() => {
      const { playingDate } = hls;
      if (!playingDate || video.readyState < 2) return;
      const at = Date.now();
      const { currentTime, videoHeight } = video;
      kept.samples.push({ at, behindMs: at - playingDate.getTime(), currentTime, height: videoHeight });
    }, 100);
  }, playlist);
  await page.waitForFunction(() => window.tongkeHls.samples.length > 5, { timeout: startWithinMs });
}

/** What is noted during some time. */
async function sampled(page: Page, forMs: number): Promise<Sample[]> {
  await page.evaluate(() => void window.tongkeHls.samples.splice(0));
  await delay(forMs);
  return page.evaluate(() => window.tongkeHls.samples.splice(0));
}

/** Of the camera's largest layer, as the browser sends it. */
async function changeTop(
  page: Page,
  change: { readonly active?: boolean; readonly scaleResolutionDownBy?: number },
): Promise<void> {
  await page.evaluate(async (wanted) => {
    const senders = window.tongkeBenchConnections.flatMap((connection) => connection.getSenders());
    const camera = senders.find(
      (sender) => sender.track?.kind === 'video' && sender.getParameters().encodings.length > 1,
    );
    if (!camera) throw new Error('no camera is sent in layers');
    const parameters = camera.getParameters();
    const top = parameters.encodings.at(-1);
    if (top) Object.assign(top, wanted);
    await camera.setParameters(parameters);
  }, change);
}
