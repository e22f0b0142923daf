import type { SfuEvents } from '@tongke/sfu/control';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type DeckId,
  type Drawing,
  type LessonEntry,
  type LessonId,
  type LessonState,
  packInk,
  type StrokeId,
  type TrackId,
} from '../../protocol/lesson.ts';
import { callOn, Told, who } from '../decide/decide.test-support.ts';
import type { LessonHost, Lessons } from '../lesson-host.ts';
import { Director } from './director.ts';
import type { SfuControl } from './sfu-link.ts';

/** One lesson that several nodes see, and an sfu whose voices all of them hear. */
class World {
  readonly told = Told.open();
  readonly switches: unknown[] = [];
  readonly #listeners = new Set<(entries: readonly LessonEntry[], state: LessonState) => void>();
  readonly #voices = new Set<(fact: SfuEvents['speechMeasured']) => void>();
  readonly directors: Director[] = [];

  constructor(nodes: number) {
    const world = this;
    const host = {
      lessonId: 'lesson' as LessonId,
      get state() {
        return world.told.state;
      },
      execute: async (_actor: unknown, command: Parameters<Told['give']>[1]) => {
        world.give('server', command);
        return { ok: true, value: null };
      },
      onEntries: (listener: (entries: readonly LessonEntry[], state: LessonState) => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    } as unknown as LessonHost;
    const lessons = {
      onLoaded: (listener: (each: LessonHost) => void) => {
        listener(host);
        return () => {};
      },
    } as unknown as Lessons;
    const sfu = {
      on: (_name: string, listener: (fact: SfuEvents['speechMeasured']) => void) => {
        this.#voices.add(listener);
        return () => this.#voices.delete(listener);
      },
    } as unknown as SfuControl;
    for (let node = 0; node < nodes; node += 1) {
      this.directors.push(new Director(lessons, sfu, pino({ level: 'silent' }), () => this.told.now));
    }
  }

  give(by: string, command: Parameters<Told['give']>[1]): void {
    const events = this.told.give(by, command);
    const { entries } = this.told;
    if (Array.isArray(events) && events.includes('programmeSwitched'))
      this.switches.push(this.told.state.programme.shot);
    for (const listener of this.#listeners) listener(entries, this.told.state);
  }

  /** Time goes on, and these seats are this loud. */
  async hear(ms: number, levels: Record<string, number>): Promise<void> {
    for (let gone = 0; gone < ms; gone += 500) {
      this.told.now += 500;
      const voices = Object.entries(levels).map(([seatId, levelDbov]) => ({ seatId, trackId: 't', levelDbov }));
      for (const tell of this.#voices) tell({ lessonId: 'lesson', voices });
      await vi.advanceTimersByTimeAsync(500);
    }
  }
}

const camera = (id: string) =>
  ({
    name: 'track:publish',
    input: {
      trackId: `${id}-camera` as TrackId,
      ...({ source: 'camera', kind: 'video', layers: 1, muted: false, session: 'session-a' } as const),
    },
  }) as const;
const line: Drawing = {
  tool: 'line',
  colour: 'red',
  width: 'medium',
  durationMs: 160,
  points: [
    { x: 1, y: 1, pressure: null },
    { x: 900, y: 900, pressure: null },
  ],
};
const room = { of: 'stage', participantId: who('c-room0').participantId };
let world: World;

beforeEach(() => {
  vi.useFakeTimers();
  world = new World(2);
  for (const id of ['teacher', 'c-room0']) world.give(id, camera(id));
  world.give('teacher', callOn('c-room0'));
  world.told.now += 10_000;
});

afterEach(() => {
  for (const director of world.directors) director.close();
  vi.useRealTimers();
});

test('two nodes that hear the same voice switch once, and back when it falls silent and the teacher speaks', async () => {
  world.give('teacher', { name: 'programme:direct', input: { on: true } });
  await world.hear(5_000, { 'c-room0': -30 });
  expect(world.switches).toEqual([room]);
  await world.hear(6_000, { teacher: -25 });
  expect(world.switches).toEqual([room, { of: 'teacher', source: 'camera' }]);
});

test('what is drawn on the page that is shown is large at once, also by a room on stage, and not on another page', async () => {
  const draw = (id: string, page: number) =>
    ({
      name: 'ink:draw',
      input: { deckId: 'board' as DeckId, page, id: id as StrokeId, ink: packInk(line) },
    }) as const;
  world.give('teacher', {
    name: 'deck:add',
    input: { deckId: 'board' as DeckId, kind: 'board', title: '', pageCount: 2 },
  });
  world.give('teacher', { name: 'deck:show', input: { deckId: 'board' as DeckId, page: 0 } });
  world.give('teacher', { name: 'permission:switch', input: { participantId: null, what: 'annotation', on: true } });
  world.told.now += 20_000;
  world.give('teacher', { name: 'programme:direct', input: { on: true } });
  await world.hear(5_000, { 'c-room0': -30 });
  expect(world.switches).toEqual([room]);
  world.give('teacher', draw('s0000001', 1));
  await world.hear(6_000, { 'c-room0': -30 });
  expect(world.switches, 'nobody sees that page').toEqual([room]);
  world.give('c-room0', draw('s0000002', 0));
  await world.hear(1_000, { 'c-room0': -30 });
  expect(world.switches).toEqual([room, { of: 'teacher', source: 'slides' }]);
});

test('a murmur is no voice, and nothing is switched while the director is off', async () => {
  await world.hear(5_000, { 'c-room0': -30 });
  world.give('teacher', { name: 'programme:direct', input: { on: true } });
  await world.hear(5_000, { 'c-room0': -58 });
  expect(world.switches).toEqual([]);
});

test('a director that is closed looks no more', async () => {
  world.give('teacher', { name: 'programme:direct', input: { on: true } });
  for (const director of world.directors) director.close();
  await world.hear(5_000, { 'c-room0': -30 });
  expect(world.switches).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
