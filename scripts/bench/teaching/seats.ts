import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Answer,
  emptyLesson,
  evolveAll,
  type LessonEntry,
  type LessonState,
  type Welcome,
} from '@tongke/signaling/protocol/lesson';
import { io, type Socket } from 'socket.io-client';
import type { Product } from '../../demo/product.ts';

/** One seat without a screen: its socket, its fold, what it heard. */
export interface BareSeat {
  readonly participantId: string;
  readonly state: LessonState;
  /** Calls back with what came, after it is folded. */
  onEntries(listener: (entries: readonly LessonEntry[]) => void): void;
  /** Gives a command with the next number, `times` times over the line; the answer to the first. */
  command(name: string, input: unknown, times?: number): Promise<Answer<unknown>>;
  close(): void;
}

/** An open lesson of so many classrooms, each in its seat, and its teacher. */
export interface FullLesson {
  readonly teacher: BareSeat;
  readonly rooms: readonly BareSeat[];
  close(): void;
}

const atOnce = 20;

/** Plans a lesson, opens it and has everybody come: each seat from an address of its own, as schools do. */
export async function fillLesson(product: Product, classrooms: number): Promise<FullLesson> {
  const operator = (await readFile(path.join(product.dataDir, 'operator-token'), 'utf8')).trim();
  let asked = 0;
  async function ask<Result>(route: string, body?: unknown): Promise<Result> {
    asked += 1;
    const response = await fetch(`${product.baseUrl}${route}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${operator}`,
        'x-forwarded-for': `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Result;
  }
  const { school } = await ask<{ school: { schoolId: string } }>('/api/schools', { name: 'School' });
  const rooms = await inTurns(classrooms, async (index) => {
    const route = `/api/schools/${school.schoolId}/classrooms`;
    return (await ask<{ classroom: { classroomId: string } }>(route, { name: `Class ${index + 1}` })).classroom;
  });
  const { lesson } = await ask<{ lesson: { lessonId: string } }>('/api/lessons', {
    title: 'Light',
    subject: 'physics',
    teacherName: 'Lin',
    startsAt: new Date().toISOString(),
    classroomIds: rooms.map(({ classroomId }) => classroomId),
  });
  await ask(`/api/lessons/${lesson.lessonId}/open`, {});
  const { links } = await ask<{ links: { link: string; path: string }[] }>(`/api/lessons/${lesson.lessonId}/links`);
  const sit = async (link: string) => {
    const token = links.find((each) => each.link === link)?.path.split('#t=')[1];
    const deviceId = link.replace(':', '-');
    const grant = await ask<{ seatKey: string; participantId: string }>('/api/seats', { token, deviceId });
    return await connect(product.baseUrl, lesson.lessonId, grant);
  };
  const teacher = await sit('teacher');
  const seats = await inTurns(classrooms, (index) => sit(`classroom:${rooms[index]?.classroomId}`));
  return {
    teacher,
    rooms: seats,
    close: () => {
      for (const seat of [teacher, ...seats]) seat.close();
    },
  };
}

async function inTurns<Result>(count: number, make: (index: number) => Promise<Result>): Promise<Result[]> {
  const made: Result[] = [];
  for (let from = 0; from < count; from += atOnce) {
    const these = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => make(from + index));
    made.push(...(await Promise.all(these)));
  }
  return made;
}

async function connect(
  baseUrl: string,
  lessonId: string,
  { seatKey, participantId }: { seatKey: string; participantId: string },
): Promise<BareSeat> {
  const auth = { lessonId, seatKey, after: null, session: null };
  const socket: Socket = io(baseUrl, { transports: ['websocket'], reconnection: false, forceNew: true, auth });
  const listeners: ((entries: readonly LessonEntry[]) => void)[] = [];
  let state = emptyLesson;
  let number = 0;
  const entries = ({ entries: heard }: { entries: LessonEntry[] }) => {
    const fresh = heard.filter(({ sequence }) => sequence > state.sequence);
    state = evolveAll(state, fresh);
    for (const listener of listeners) listener(fresh);
  };
  await new Promise<void>((resolve, reject) => {
    socket.once('welcome', (welcome: Welcome) => {
      state = welcome.snapshot ?? state;
      number = welcome.commandNumber;
      resolve();
    });
    socket.once('connect_error', reject);
    socket.once('closed', ({ code }) => reject(new Error(code)));
  });
  socket.on('entries', entries);
  return {
    participantId,
    get state() {
      return state;
    },
    onEntries: (listener) => void listeners.push(listener),
    command: async (name, input, times = 1) => {
      number += 1;
      const envelope = { number, input };
      const sent = Array.from({ length: times }, () => socket.timeout(20_000).emitWithAck(name, envelope));
      const [answer] = await Promise.all(sent);
      return answer as Answer<unknown>;
    },
    close: () => socket.disconnect(),
  };
}
