// `node scripts/bench/teaching/question.ts`: 500 classrooms answer a question within one second, on files and on a real Redis.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type LessonEntry, questionId, resultsOf } from '@tongke/signaling/protocol/lesson';
import { openProduct } from '../../demo/product.ts';
import { type Figure, figure, figureTable, medianFigure } from '../figures.ts';
import { openRedis } from './redis.ts';
import { type FullLesson, fillLesson } from './seats.ts';

const classrooms = 500;
const spreadMs = 1_000;
const limitMs = 1_000;
/** Every so many rooms send their answer three times over, as browsers do that got no answer in time. */
const repeating = 5;

interface Round {
  /** From the last answer's sending until the teacher's seat has the whole result. */
  readonly shownMs: number;
  /** The slowest room's wait for its own answer. */
  readonly slowestMs: number;
  readonly lost: number;
  readonly twice: number;
  readonly strange: number;
}

/** Asks one question and has every room answer at a moment of its own within a second. */
async function askOnce(
  { teacher, rooms }: FullLesson,
  heard: Map<string, LessonEntry[]>,
  round: number,
): Promise<Round> {
  const id = questionId(`bench-${round}`);
  for (const entries of heard.values()) entries.length = 0;
  const asked = { questionId: id, kind: 'single', text: 'Which?', options: ['', '', '', ''], correct: null };
  await teacher.command('question:ask', asked);
  await delay(1_000);
  const question = teacher.state.question.asked.find((each) => each.questionId === id);
  if (!question) throw new Error('the teacher has not heard of the question');
  const results = () => resultsOf(question, teacher.state.question.rooms[id] ?? {});
  let shownAt = Number.NaN;
  const whole = Promise.withResolvers<void>();
  const look = () => {
    if (Number.isNaN(shownAt) && results().classrooms === rooms.length) {
      shownAt = performance.now();
      whole.resolve();
    }
  };
  teacher.onEntries(look);
  let lastSentAt = 0;
  let expected = 0;
  const waits = rooms.map(async (room, place) => {
    const counts = [place % 7, place % 11, place % 5, 1 + (place % 17)];
    expected += counts.reduce((sum, count) => sum + count, 0);
    await delay((place * spreadMs) / rooms.length);
    const sentAt = performance.now();
    lastSentAt = Math.max(lastSentAt, sentAt);
    const hands = counts.map((count, option) => ({ answer: { choices: [option] }, count }));
    const input = { questionId: id, answers: { by: 'hands', hands } };
    const answer = await room.command('question:answer', input, place % repeating === 0 ? 3 : 1);
    return { ms: performance.now() - sentAt, ok: answer.ok };
  });
  const answers = await Promise.all(waits);
  await Promise.race([whole.promise, delay(10_000)]);
  // Whatever would come twice, or to the wrong room, has had time to come.
  await delay(500);
  const told = (entries: LessonEntry[]) =>
    entries.flatMap(({ event }) =>
      event.type === 'questionAnswered' && event.questionId === id ? [event.participantId] : [],
    );
  const toTeacher = told(heard.get(teacher.participantId) ?? []);
  const strange = rooms.filter(({ participantId }) => {
    const own = told(heard.get(participantId) ?? []);
    return own.length !== 1 || own[0] !== participantId;
  });
  return {
    shownMs: shownAt - lastSentAt,
    slowestMs: Math.max(...answers.map(({ ms }) => ms)),
    lost: answers.filter(({ ok }) => !ok).length + Math.abs(expected - results().people),
    twice: toTeacher.length - new Set(toTeacher).size,
    strange: strange.length,
  };
}

async function measure(log: 'files' | 'redis', rounds: number, say: (line: string) => void): Promise<Figure[]> {
  const redis = log === 'redis' ? await openRedis() : null;
  const environment = { SFU_URL: 'http://127.0.0.1:1', ...(redis && { REDIS_URL: redis.url }) };
  const product = await openProduct({ processes: ['signaling'], environment });
  try {
    const lesson = await fillLesson(product, classrooms);
    say(`${log}: ${lesson.rooms.length} classrooms sit in their lesson`);
    const heard = new Map<string, LessonEntry[]>();
    for (const seat of [lesson.teacher, ...lesson.rooms]) {
      const own: LessonEntry[] = [];
      heard.set(seat.participantId, own);
      seat.onEntries((entries) => void own.push(...entries));
    }
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const one = await askOnce(lesson, heard, round);
      measured.push(one);
      say(`${log}: whole result after ${Math.round(one.shownMs)} ms, slowest answer ${Math.round(one.slowestMs)} ms`);
    }
    lesson.close();
    const sum = (key: 'lost' | 'twice' | 'strange') => measured.reduce((total, one) => total + one[key], 0);
    const checks = {
      classrooms,
      lost: sum('lost'),
      twice: sum('twice'),
      roomsThatHeardOthers: sum('strange'),
      exact: sum('lost') + sum('twice') + sum('strange') === 0,
    };
    const shown = measured.map(({ shownMs }) => shownMs);
    const worst = Math.max(...shown);
    return [
      medianFigure(`result on the teacher's seat, ${log}`, shown, { limit: limitMs, checks }),
      figure(`the slowest of these, ${log}`, worst, { limit: limitMs }),
      medianFigure(
        `a room's slowest answer, ${log}`,
        measured.map(({ slowestMs }) => slowestMs),
        { limit: limitMs },
      ),
    ];
  } finally {
    await product.close();
    await redis?.close();
  }
}

/** How soon the teacher has a whole result, on each kind of log. */
export async function measureQuestions(rounds: number, say: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const log of ['files', 'redis'] as const) figures.push(...(await measure(log, rounds, say)));
  return figures;
}

if (import.meta.main) {
  const options = { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } } as const;
  const { values } = parseArgs({ options });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds is a whole number from 1');
  const figures = await measureQuestions(rounds, (line) => void process.stderr.write(`${line}\n`));
  const ok = figures.every((each) => each.ok);
  process.stdout.write(
    values.json ? `${JSON.stringify({ name: 'question', ok, figures })}\n` : `\n${figureTable(figures)}\n`,
  );
  process.exit(ok ? 0 : 1);
}
