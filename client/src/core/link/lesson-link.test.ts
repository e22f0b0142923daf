import { emptyLesson, type LessonEntry, type ParticipantId } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LessonLink } from './lesson-link.ts';
import type { Wire } from './wire.ts';

/** A wire whose other end is the test. */
class TestWire implements Wire {
  connected = false;
  connects = 0;
  readonly sent: { name: string; number: number; answer: (answer: unknown) => void }[] = [];
  readonly #listeners = new Map<string, (...args: unknown[]) => void>();

  on(name: string, listener: (...args: never[]) => void) {
    this.#listeners.set(name, listener as (...args: unknown[]) => void);
  }
  emit(name: string, envelope: { number: number }, answer: (answer: unknown) => void) {
    if (name !== 'time:ask') this.sent.push({ name, number: envelope.number, answer });
  }
  connect() {
    this.connects += 1;
  }
  disconnect() {
    this.connected = false;
  }
  hear(name: string, ...args: unknown[]) {
    this.#listeners.get(name)?.(...args);
  }
}

const hand = (sequence: number, id: string): LessonEntry => ({
  sequence,
  at: sequence,
  event: { type: 'handRaised', participantId: id as ParticipantId },
});
const welcome = { participantId: 'c-1', role: 'classroom', at: 5, snapshot: null, commandNumber: 0, media: null };

let wire: TestWire;
let auth: () => { after: number | null; session: string | null };

async function open() {
  wire = new TestWire();
  const listener = { onWelcome: vi.fn(), onConsumers: vi.fn(), onMediaLost: vi.fn(), onDemand: vi.fn() };
  const link = new LessonLink({
    lessonId: 'l',
    seatKey: 'k',
    session: () => 's',
    listener,
    makeWire: async (ask) => {
      auth = ask;
      return wire;
    },
  });
  await link.open();
  wire.connected = true;
  return { link, listener };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('starts from a snapshot, folds entries once, and resumes after what is covered', async () => {
  const { link } = await open();
  expect(auth().after).toBeNull();
  wire.hear('welcome', { ...welcome, snapshot: { ...emptyLesson, sequence: 4 } });
  wire.hear('entries', { sequence: 6, entries: [hand(5, 'c-1')] });
  wire.hear('entries', { sequence: 9, entries: [hand(5, 'c-1'), hand(8, 'c-2')] });
  expect(link.store.lesson.get().hands.map(({ participantId }) => participantId)).toEqual(['c-1', 'c-2']);
  expect(auth()).toMatchObject({ after: 9, session: 's' });
  wire.hear('disconnect', 'transport close');
  expect(link.line.get().name).toBe('down');
  wire.hear('welcome', welcome);
  wire.hear('entries', { sequence: 11, entries: [hand(8, 'c-2'), hand(10, 'c-3')] });
  expect(link.store.lesson.get().hands).toHaveLength(3);
  expect(link.line.get().name).toBe('up');
  link.close();
});

test('sends an unanswered command again after the line was cut, with its number', async () => {
  const { link } = await open();
  wire.hear('welcome', welcome);
  const raised = link.command('hand:raise', {});
  wire.hear('disconnect', 'ping timeout');
  wire.hear('welcome', { ...welcome, commandNumber: 1 });
  expect(wire.sent.map(({ name, number }) => [name, number])).toEqual([
    ['hand:raise', 1],
    ['hand:raise', 1],
  ]);
  wire.sent[1]?.answer({ ok: true, value: { position: 1 } });
  expect(await raised).toEqual({ position: 1 });
  link.close();
});

test('never gives up: connects again after the server hung up or could not take it', async () => {
  const { link } = await open();
  wire.hear('welcome', welcome);
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const before = wire.connects;
    if (attempt % 2 === 0) wire.hear('disconnect', 'io server disconnect');
    else wire.hear('connect_error', Object.assign(new Error('no'), { data: { code: 'unavailable', message: '' } }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(wire.connects).toBeGreaterThan(before);
  }
  link.close();
});

test.each(['seatTaken', 'seatRemoved', 'linkRevoked'])('stops at %s and says why', async (code) => {
  const { link } = await open();
  wire.hear('welcome', welcome);
  const waiting = link.command('hand:raise', {});
  wire.hear('closed', { code, message: '' });
  wire.hear('disconnect', 'io server disconnect');
  await expect(waiting).rejects.toMatchObject({ code });
  expect(link.line.get()).toEqual({ name: 'over', code });
  const before = wire.connects;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(wire.connects).toBe(before);
});

test('a question is refused at once while the line is down, and after 5 s without an answer', async () => {
  const { link } = await open();
  wire.connected = false;
  await expect(link.request('view:look', { tracks: [] })).rejects.toMatchObject({ code: 'unavailable' });
  wire.connected = true;
  const asked = expect(link.request('view:look', { tracks: [] })).rejects.toMatchObject({ code: 'unavailable' });
  await vi.advanceTimersByTimeAsync(5_000);
  await asked;
  link.close();
});
