import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import type { Answer, LessonEntry, LessonId } from '../protocol/lesson.ts';
import { actorOf, attach, cast, claim, classrooms, facts, server } from './decide/cast.test-support.ts';
import type { Command } from './decide/command.ts';
import type { LessonHost } from './lesson-host.ts';
import type { Log } from './log/log.ts';
import { openLog } from './log/open-log.ts';
import { startTestRedisServer } from './log/redis-server.test-support.ts';
import { LoggedLessons } from './logged-lessons.ts';

export const logger = pino({ level: 'silent' });

/** Where logs are kept for a test; all is closed when the test is over. */
export interface Store {
  openLog(): Promise<Log>;
}

export async function openFiles(): Promise<Store> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tongke-lessons-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  return { openLog: () => closedLater(openLog({ dataDir, logger })) };
}

export async function openRedis() {
  const redis = await startTestRedisServer();
  onTestFinished(() => redis.close());
  return { redis, openLog: () => closedLater(openLog({ dataDir: '/nowhere', redisUrl: redis.url, logger })) };
}

/** Closed after what was opened later, and before the store. */
async function closedLater(opening: Promise<Log>): Promise<Log> {
  const log = await opening;
  onTestFinished(() => log.close());
  return log;
}

export function openLessons(log: Log, now?: () => number): LoggedLessons {
  const lessons = new LoggedLessons(log, logger, now);
  onTestFinished(() => lessons.close());
  return lessons;
}

const seated = (role: string) => {
  const seat = cast.find((each) => each.role === role);
  if (!seat) throw new Error(`no ${role} is cast`);
  return seat;
};
export const teacher = actorOf(seated('teacher'));
export const rooms = cast.filter(({ role }) => role === 'classroom');
export const lesson: LessonId = facts.lessonId;
export const raise: Command<'hand:raise'> = { name: 'hand:raise', input: {} };

/** The n-th classroom as an actor. */
export const room = (index: number) => {
  const seat = rooms[index];
  if (!seat) throw new Error(`no room ${index}`);
  return actorOf(seat);
};

/** An open lesson with everybody here. */
export async function openedLesson(lessons: LoggedLessons): Promise<LessonHost> {
  const host = await lessons.plan({ name: 'lesson:plan', input: { facts, classrooms } });
  await given(host, { name: 'lesson:open', input: {} });
  await Promise.all(cast.flatMap((seat) => [given(host, claim(seat)), given(host, attach(seat))]));
  return host;
}

/** Gives a command of the server's; throws when it is refused. */
export async function given(host: LessonHost, command: Command): Promise<void> {
  const answer: Answer<unknown> = await host.execute(server, command);
  if (!answer.ok) throw new Error(`${command.name}: ${answer.error.code}`);
}

/** Collects what a host tells of, from now on. */
export function collect(host: LessonHost): LessonEntry[] {
  const entries: LessonEntry[] = [];
  onTestFinished(host.onEntries((more) => void entries.push(...more)));
  return entries;
}

/** How many events of a type the log holds. */
export async function count(host: LessonHost, type: LessonEntry['event']['type']): Promise<number> {
  return (await host.entriesAfter(0)).filter(({ event }) => event.type === type).length;
}

/** The whole log, as it is stored. */
export async function stored(log: Log): Promise<number[]> {
  const sequences: number[] = [];
  for (;;) {
    const page = await log.read(`lesson-${lesson}`, sequences.length);
    if (page.length === 0) return sequences;
    sequences.push(...page.map(({ sequence }) => sequence));
  }
}
