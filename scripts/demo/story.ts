import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import { type Act, type ActsReport, type Cast, type Player, playActs } from './acts/act.ts';
import type { ApiLesson } from './api.ts';
import type { Film } from './film.ts';
import { type MadeLesson, makeLesson, seatAddress } from './lesson.ts';
import type { ProbedSource } from './page-probe.ts';
import { personOf } from './person.ts';
import type { Product } from './product.ts';
import { openSeatBrowser, type SeatBrowser } from './seat-browser.ts';

/** How long the parts of the lesson last. */
export interface StoryTimes {
  /** Teaching before the first call, after each call, with the screen shared, and before the end. */
  readonly teachMs: number;
  readonly stageMs: number;
  readonly screenMs: number;
}

/** The acts of a lesson: before the classrooms join, while it is taught, and after its end. */
export interface Teaching {
  readonly before: readonly Act[];
  readonly taught: readonly Act[];
  readonly closing: readonly Act[];
}

/** Somebody in the story, with a browser and a film. */
export interface StorySeat {
  readonly participantId: string;
  readonly name: string;
  readonly film: Film;
  readonly browser: SeatBrowser;
}

/** A call on stage, as it was seen elsewhere. */
export interface SeenCall {
  readonly participantId: string;
  readonly name: string;
  readonly calledAt: number;
  readonly handedBackAt: number;
  /** From the teacher's click to the first decoded picture in another classroom. */
  readonly seenAfterMs: readonly number[];
}

/** What happened, as the pages saw it. Times are milliseconds since the epoch. */
export interface StoryFacts {
  readonly lesson: MadeLesson;
  readonly archivePath: string;
  readonly seats: readonly (Omit<StorySeat, 'browser'> & { joinedAt: number; source: ProbedSource })[];
  /** From the click on join to the first decoded picture of the teacher, by classroom. */
  readonly joinMs: readonly number[];
  readonly calls: readonly SeenCall[];
  readonly screen: { readonly fromAt: number; readonly toAt: number; readonly seenAfterMs: number } | undefined;
  /**
   * From here, where all have joined, until there nothing but picture and sound kept the machine busy: these are compared in
   * between. A browser that starts beside others takes both cores, and what its neighbours' cameras then measure is that.
   */
  readonly quietFrom: number;
  readonly quietUntil: number;
  readonly acts: ActsReport;
  readonly endedAt: number;
  readonly sealedAfterMs: number;
  readonly pageErrors: readonly string[];
}

/**
 * Plays the lesson in real browsers: all join, two are called on stage in turn, the screen is shared, what is taught is
 * taught, the lesson ends.
 */
export async function playStory(
  product: Product,
  films: readonly Film[],
  times: StoryTimes,
  say: (line: string) => void,
  teaching: Teaching = { before: [], taught: [], closing: [] },
): Promise<StoryFacts> {
  const [film, ...roomFilms] = films;
  if (film === undefined) throw new RangeError('a story needs a teacher');
  const names = roomFilms.map(({ title }) => title);
  const isTaught = teaching.taught.length > 0;
  const lesson = await makeLesson(product.operator, {
    title: 'The moon',
    classrooms: names,
    recording: 'everything',
    ...(isTaught && { coTeacherName: 'Mr Bai' }),
  });
  const browsers: SeatBrowser[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), 'tongke-lesson-'));
  async function open(link: string, participantId: string, seatFilm: Film): Promise<StorySeat> {
    // A lesson that is taught has a second camera, and classrooms whose aides need room for their buttons.
    const teacherSize = { width: 1280, height: isTaught ? 800 : 720, cameras: isTaught ? 2 : 1 };
    const roomSize = isTaught ? { width: 1280, height: 720 } : { width: 1024, height: 576 };
    const size = participantId === 'teacher' ? teacherSize : roomSize;
    const browser = await openSeatBrowser({ film: seatFilm, ...size, scale: 0.5 });
    browsers.push(browser);
    await browser.page.goto(seatAddress(product, lesson, link, seatFilm));
    return { participantId, name: seatFilm.title, film: seatFilm, browser };
  }
  try {
    const teacher = await open('teacher', 'teacher', film);
    const joinedAt = new Map([[teacher.participantId, await join(teacher)]]);
    say('the teacher has joined');
    const rooms: StorySeat[] = [];
    for (const [index, roomFilm] of roomFilms.entries()) {
      const classroomId = lesson.classroomIds[index] ?? '';
      const room = await open(classroomId, classroomSeat(classroomId), roomFilm);
      await settleDevices(room);
      rooms.push(room);
    }
    const cast = castOf(product, lesson, teacher, rooms, folder);
    const before = await playActs(teaching.before, cast, say);
    const joinMs: number[] = [];
    for (const room of rooms) {
      const clickedAt = await join(room);
      joinedAt.set(room.participantId, clickedAt);
      const ms = (await room.browser.seeFilm('video-camera-teacher', film.number, clickedAt)) - clickedAt;
      joinMs.push(ms);
      say(`${room.name} has joined and saw the teacher after ${Math.round(ms)} ms`);
    }
    const quietFrom = Date.now();
    await delay(times.teachMs);
    const calls: SeenCall[] = [];
    for (const room of rooms.slice(0, 2)) calls.push(await callOnStage(teacher, room, rooms, times.stageMs, say));
    const screen = times.screenMs > 0 ? await shareScreen(teacher, rooms, times.screenMs, say) : undefined;
    await delay(times.teachMs);
    const quietUntil = Date.now();
    const acts = await playActs(teaching.taught, cast, say);
    const seats = [];
    for (const { browser, ...seat } of [teacher, ...rooms]) {
      const source = await browser.source();
      seats.push({ ...seat, joinedAt: joinedAt.get(seat.participantId) ?? 0, source });
    }
    await teacher.browser.click('end-lesson');
    await teacher.browser.click('confirm-end-lesson');
    const endedAt = Date.now();
    say('the teacher has ended the lesson');
    const [closing, sealed] = await Promise.all([
      playActs(teaching.closing, cast, say),
      untilSealed(product, lesson.lessonId).catch((error) => {
        const failed = [before, acts].flatMap(({ findings }) => findings.filter(({ ok }) => !ok));
        const words = failed.map(({ name, detail }) => `${name}: ${detail}`).join('\n');
        throw new Error(`the lesson did not come to its end. Acts that failed: ${words || 'none'}`, { cause: error });
      }),
    ]);
    const sealedAfterMs = sealed.at - endedAt;
    say(`the archive was sealed ${sealedAfterMs} ms after the end`);
    return {
      lesson,
      archivePath: sealed.archivePath ?? '',
      seats,
      joinMs,
      calls,
      screen,
      quietFrom,
      quietUntil,
      acts: { ...acts, findings: [before, acts, closing].flatMap(({ findings }) => findings) },
      endedAt,
      sealedAfterMs,
      pageErrors: browsers.flatMap(({ errors }) => errors),
    };
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

function castOf(
  product: Product,
  lesson: MadeLesson,
  teacher: StorySeat,
  rooms: readonly StorySeat[],
  folder: string,
): Cast {
  const playerOf = ({ browser, ...seat }: StorySeat): Player => ({
    ...personOf(browser),
    ...seat,
  });
  const [first, second, ...more] = rooms.map(playerOf);
  if (!first || !second) throw new RangeError('a story needs two classrooms');
  return { product, lesson, teacher: playerOf(teacher), rooms: [first, second, ...more], folder };
}

/** Waits until camera and microphone deliver, as a person at the device check does. */
async function settleDevices({ browser }: StorySeat): Promise<void> {
  await browser.page.waitForFunction(() => window.tongkeProbe.source().frames > 3, { timeout: 15_000 });
}

async function join({ browser }: StorySeat): Promise<number> {
  await browser.click('join');
  const clicks = await browser.clicks();
  return clicks.findLast(({ testId }) => testId === 'join')?.at ?? Number.NaN;
}

async function callOnStage(
  teacher: StorySeat,
  room: StorySeat,
  rooms: readonly StorySeat[],
  stageMs: number,
  say: (line: string) => void,
): Promise<SeenCall> {
  const { participantId, name, film } = room;
  await teacher.browser.click(`call-${participantId}`);
  const calledAt = (await teacher.browser.clicks()).at(-1)?.at ?? Number.NaN;
  const others = rooms.filter((other) => other !== room);
  const seenAt = await Promise.all(
    others.map(({ browser }) => browser.seeFilm(`video-camera-${participantId}`, film.number, calledAt)),
  );
  const seenAfterMs = seenAt.map((at) => at - calledAt);
  say(`${name} is on stage; the other classrooms saw it after ${seenAfterMs.map(Math.round).join(' and ')} ms`);
  await delay(stageMs);
  await teacher.browser.click(`hand-back-${participantId}`);
  const handedBackAt = (await teacher.browser.clicks()).at(-1)?.at ?? Number.NaN;
  say(`${name} has left the stage`);
  return { participantId, name, calledAt, handedBackAt, seenAfterMs };
}

async function shareScreen(
  teacher: StorySeat,
  [room]: readonly StorySeat[],
  screenMs: number,
  say: (line: string) => void,
): Promise<StoryFacts['screen']> {
  await teacher.browser.click('share-screen');
  const fromAt = (await teacher.browser.clicks()).at(-1)?.at ?? Number.NaN;
  const testId = 'video-screen-teacher';
  await room?.browser.page.waitForFunction(
    (id) => (window.tongkeProbe.videos()[id]?.frames ?? 0) > 0,
    { timeout: 15_000, polling: 20 },
    testId,
  );
  const seenAt = (await room?.browser.videos())?.[testId]?.starts[0]?.at ?? Number.NaN;
  say(`the screen is shared; a classroom saw it after ${Math.round(seenAt - fromAt)} ms`);
  await delay(screenMs);
  await teacher.browser.click('share-screen');
  const toAt = (await teacher.browser.clicks()).at(-1)?.at ?? Number.NaN;
  return { fromAt, toAt, seenAfterMs: seenAt - fromAt };
}

async function untilSealed(product: Product, lessonId: string): Promise<ApiLesson & { at: number }> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const { lesson } = await product.operator.get<{ lesson: ApiLesson }>(`/api/lessons/${lessonId}`);
    if (lesson.sealed) return { ...lesson, at: Date.now() };
    if (performance.now() > deadline) {
      throw new Error(
        `the archive was not sealed within 30 s; the recorder says:\n${product.log('recorder').slice(-3_000)}`,
      );
    }
    await delay(100);
  }
}
