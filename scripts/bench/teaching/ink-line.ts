import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inkOf, type LessonState, packInk, type StrokeId, seenStrokes } from '@tongke/signaling/protocol/lesson';
import { type MadeLesson, makeLesson } from '../../demo/lesson.ts';
import { openProduct, type Product } from '../../demo/product.ts';
import { type Figure, figure } from '../figures.ts';
import { board, everyMs, fillPage, type InkSeat, idOf, sit } from './ink-seats.ts';
import { type Hand, hands, penStroke, randomFrom } from './pen-data.ts';

const rooms = 20;
const strokesOfEach = 60;
const pageStrokes = 5_000;

/**
 * Ink on the line and in the log: bytes for each point of a pen, the way of a finished stroke to 20 rooms, and a late
 * joiner to a page of 5,000 strokes.
 */
export async function measureInk(say: (line: string) => void): Promise<Figure[]> {
  const product = await openProduct({ processes: ['signaling'], environment: { SFU_URL: 'http://127.0.0.1:1' } });
  const seats: InkSeat[] = [];
  try {
    const classrooms = Array.from({ length: rooms + 1 }, (_, index) => `Class ${index + 1}`);
    const lesson = await makeLesson(product.operator, { title: 'Ink', classrooms });
    const teacher = await sit(product, lesson, 'teacher', seats);
    for (const id of lesson.classroomIds.slice(0, rooms)) await sit(product, lesson, id, seats);
    await teacher.command('deck:add', { deckId: board.deckId, kind: 'board', title: '', pageCount: 1 });
    const drawn = await drawEach(product, lesson, seats, say);
    const late = await joinLate(product, lesson, seats, drawn.count, say);
    return [...drawn.figures, ...late];
  } finally {
    for (const { socket } of seats) socket.disconnect();
    await product.close();
  }
}

async function drawEach(product: Product, lesson: MadeLesson, seats: InkSeat[], say: (line: string) => void) {
  const [teacher, ...others] = seats;
  if (!teacher) throw new Error('no teacher');
  const random = randomFrom(7);
  const delays: number[] = [];
  const checks: Record<string, number> = {};
  let count = 0;
  const all = { log: 0, up: 0, down: 0, points: 0 };
  for (const hand of Object.keys(hands) as Hand[]) {
    const before = { log: logBytes(product, lesson), up: teacher.sent(), down: others[0]?.received() ?? 0 };
    let points = 0;
    for (let stroke = 0; stroke < strokesOfEach; stroke += 1) {
      const drawing = penStroke(hand, random);
      points += drawing.points.length;
      const id = idOf(count);
      count += 1;
      // No faster than a seat may give commands.
      await setTimeout(everyMs);
      const at = performance.now();
      const answer = await teacher.command('ink:draw', { ...board, id, ink: packInk(drawing) });
      if (!answer.ok) throw new Error(answer.error.message);
      for (const seat of others) delays.push((await heardAt(seat, id)) - at);
    }
    const bytes = {
      log: logBytes(product, lesson) - before.log,
      up: teacher.sent() - before.up,
      down: (others[0]?.received() ?? 0) - before.down,
    };
    all.points += points;
    const each: Record<string, number> = {};
    for (const where of ['log', 'up', 'down'] as const) {
      all[where] += bytes[where];
      each[where] = Math.round((100 * bytes[where]) / points) / 100;
      checks[`${hand}.${where}`] = each[where];
    }
    say(`${hand}: ${Math.round(points / strokesOfEach)} points a stroke; ${JSON.stringify(each)}`);
  }
  const unit = 'bytes/point';
  return {
    count,
    figures: [
      figure('inkInTheLog', all.log / all.points, { unit, limit: 6, checks }),
      figure('inkOnTheWireUp', all.up / all.points, { unit, limit: 6 }),
      figure('inkOnTheWireDown', all.down / all.points, { unit, limit: 6 }),
      figure('finishedStroke95', percentile(delays, 0.95), {
        limit: 150,
        checks: { rooms: others.length, strokes: count, median: Math.round(percentile(delays, 0.5)) },
      }),
    ],
  };
}

async function joinLate(
  product: Product,
  lesson: MadeLesson,
  seats: InkSeat[],
  from: number,
  say: (line: string) => void,
) {
  await fillPage(seats, from, pageStrokes, say);
  const last = lesson.classroomIds[rooms];
  if (last === undefined) throw new Error('no room is left');
  const late = await sit(product, lesson, last, seats);
  const snapshot = late.welcome.snapshot as LessonState;
  const complete = seenStrokes(inkOf(snapshot.ink, board)).length === pageStrokes;
  return [
    figure('lateJoinerHasInk', late.tookMs, {
      limit: 1_000,
      checks: { strokes: pageStrokes, complete, snapshotKB: Math.round(JSON.stringify(snapshot).length / 1024) },
    }),
  ];
}

async function heardAt(seat: InkSeat, id: StrokeId): Promise<number> {
  for (;;) {
    const at = seat.heard.get(id);
    if (at !== undefined) return at;
    await new Promise<void>((resolve) => seat.socket.once('entries', () => resolve()));
  }
}

/** Size of the lesson's log on disk. */
function logBytes({ dataDir }: Product, { lessonId }: MadeLesson): number {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.includes(lessonId) && entry.name.endsWith('.jsonl'),
  );
  if (files.length === 0) throw new Error('the log was not found');
  return files.reduce((sum, file) => sum + statSync(path.join(file.parentPath, file.name)).size, 0);
}

function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
