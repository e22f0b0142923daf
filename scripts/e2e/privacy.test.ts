import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type EventType,
  eventTypes,
  type LessonEntry,
  type ParticipantId,
  type Viewer,
  visibilityOf,
  visibleTo,
} from '@tongke/signaling/protocol/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiLesson } from '../demo/api.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { playEverything, unplayed } from './everything.ts';
import { openRawSeat, type RawSeat } from './raw-seat.ts';

/** The archive's log ends when it is sealed: these tell of that. */
const afterTheLog: readonly EventType[] = ['archiveSealed'];

let product: Product;
let lesson: MadeLesson;
const seats: RawSeat[] = [];

beforeAll(async () => {
  product = await openProduct({ twins: true });
  lesson = await makeLesson(product.operator, { title: 'Secrets', classrooms: ['Room A', 'Room B'] });
});
afterAll(async () => {
  for (const seat of seats) seat.close();
  await product.close();
});

async function sit(link: string): Promise<RawSeat> {
  const seat = await openRawSeat(product.baseUrl, linkPath(lesson, link));
  seats.push(seat);
  return seat;
}

/** Every text and number in a value that is long enough to be told from others. */
function leaves(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 6 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leaves);
}

test('a room and the public archive get what is theirs, and not a word of another room', async () => {
  const [idA = '', idB = ''] = lesson.classroomIds;
  // The room that listens is there from the beginning, so that nothing passes it by unseen.
  const listener = await sit(idB);
  const audience = await sit('audience');
  const cast = { teacher: await sit('teacher'), assistant: await sit('assistant'), room: await sit(idA), listener };
  await playEverything(cast, lesson);
  await cast.teacher.give('lesson:end', { reason: 'over' });

  const record = async () =>
    (await product.operator.get<{ lesson: ApiLesson }>(`/api/lessons/${lesson.lessonId}`)).lesson;
  await expect.poll(async () => (await record()).sealed, { timeout: 20_000 }).toBe(true);
  const archive = path.join(product.dataDir, (await record()).archivePath ?? '');
  const read = (file: string) => readFileSync(path.join(archive, file), 'utf8');
  const log = read('private/log.jsonl')
    .trim()
    .split('\n')
    .map((line): LessonEntry => JSON.parse(line));

  const happened = new Set<EventType>(log.map(({ event }) => event.type));
  expect(
    eventTypes.filter((type) => !happened.has(type) && !unplayed.includes(type) && !afterTheLog.includes(type)),
    'every kind of event must have happened',
  ).toEqual([]);

  const screens: [string, Viewer, RawSeat][] = [
    ['the other room', { participantId: listener.participantId as ParticipantId, role: 'classroom' }, listener],
    ['a viewer', { participantId: audience.participantId as ParticipantId, role: 'audience' }, audience],
  ];
  for (const [name, viewer, seat] of screens) {
    const visible = log.filter(({ event }) => visibleTo(event, viewer));
    const first = seat.sequences()[0] ?? 0;
    const due = visible.map(({ sequence }) => sequence).filter((sequence) => sequence >= first);
    const last = log.at(-1)?.sequence ?? 0;
    const heard = () => seat.sequences().filter((sequence) => sequence <= last);
    await expect.poll(heard, { message: name, timeout: 5_000 }).toEqual(due);
    expect(secretsIn(seat.heard(), log, viewer), name).toEqual([]);
  }
  const shown = log.filter(({ event }) => visibilityOf(event).to === 'everyone').map(({ sequence }) => sequence);
  const published = read('events.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).sequence);
  expect(published).toEqual(shown.filter((sequence) => sequence <= (published.at(-1) ?? 0)));
  const nobody: Viewer = { participantId: 'nobody' as ParticipantId, role: 'audience' };
  expect(secretsIn(read('events.jsonl') + read('manifest.json'), log, nobody), 'the public archive').toEqual([]);
});

/** What a text holds although it stands only in events that the viewer may not see. */
function secretsIn(text: string, log: readonly LessonEntry[], viewer: Viewer): string[] {
  const known = new Set(log.filter(({ event }) => visibleTo(event, viewer)).flatMap(({ event }) => leaves(event)));
  const secret = new Set(log.filter(({ event }) => !visibleTo(event, viewer)).flatMap(({ event }) => leaves(event)));
  // Types and field values of the protocol are no secrets; what differs from all that is known is.
  return [...secret].filter(
    (each) => !known.has(each) && !isWord(each) && text.includes(JSON.stringify(each).slice(1, -1)),
  );
}

/** A word of the protocol itself, such as a type or a cause. */
const isWord = (text: string): boolean => /^[a-z]+([A-Z][a-z]+)*$/.test(text);
