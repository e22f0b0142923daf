import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { startFakeSfu } from '../../../sfu/src/fake/fake-sfu.ts';
import type { Answer, ServerToClientEvents, Welcome } from '../../protocol/lesson.ts';
import { readEnvironment } from '../environment.ts';
import { startSignaling } from '../signaling.ts';

interface Reply {
  status: number;
  // The tests read many shapes of answers.
  body: Record<string, never> & { error?: { code: string } };
}

/** A signaling node with its real doors and log, and an sfu that moves no media. `now`: the lessons' clock. */
export async function startRunning(env: Record<string, string> = {}, now?: () => number) {
  const folder = await mkdtemp(join(tmpdir(), 'tongke-signaling-'));
  const sharedKey = randomBytes(32).toString('hex');
  await writeFile(join(folder, 'shared-key'), sharedKey);
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(join(folder, 'dist', 'teacher.html'), '<!doctype html><title>teacher</title>');
  const sfu = await startFakeSfu({ sharedKey });
  const environment = readEnvironment({
    TONGKE_DATA_DIR: folder,
    TONGKE_SHARED_KEY_FILE: join(folder, 'shared-key'),
    SFU_URL: `http://127.0.0.1:${sfu.port}`,
    CLIENT_DIST: join(folder, 'dist'),
    ...env,
  });
  const lines: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  let signaling = await startSignaling(environment, logger, now);
  const sockets = new Set<Socket>();

  const request = async (method: string, path: string, body?: unknown, bearer?: string): Promise<Reply> => {
    const response = await fetch(`http://127.0.0.1:${signaling.httpPort}${path}`, {
      method,
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : { text } };
  };

  return {
    folder,
    lines,
    sharedKey,
    sfu,
    request,
    get httpPort() {
      return signaling.httpPort;
    },
    /** Connects to a seat; rejects with the error's code when it is refused. */
    connect: async (lessonId: string, seatKey: string, after: number | null = null, session: string | null = null) => {
      const socket: Socket = io(`http://127.0.0.1:${signaling.httpPort}`, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        auth: { lessonId, seatKey, after, session },
      });
      sockets.add(socket);
      const inbox: { [Name in keyof ServerToClientEvents]: Parameters<ServerToClientEvents[Name]>[0][] } = {
        welcome: [],
        entries: [],
        consumers: [],
        mediaLost: [],
        demand: [],
        quality: [],
        presence: [],
        place: [],
        volatile: [],
        tap: [],
        closed: [],
      };
      for (const [name, kept] of Object.entries(inbox)) socket.on(name, (message) => kept.push(message as never));
      const welcome = await new Promise<Welcome>((resolve, reject) => {
        socket.once('welcome', resolve);
        socket.once('connect_error', (error) => reject(Object.assign(error, (error as { data?: object }).data)));
        socket.once('closed', (error) => reject(Object.assign(new Error(error.code), error)));
      });
      return {
        socket,
        inbox,
        welcome,
        command: (name: string, number: number, input: unknown = {}): Promise<Answer<unknown>> =>
          socket.timeout(5_000).emitWithAck(name, { number, input }),
        disconnected: () =>
          new Promise<void>((resolve) => (socket.connected ? socket.once('disconnect', () => resolve()) : resolve())),
      };
    },
    /** Ends the node and starts another on the same data. */
    restart: async () => {
      await signaling.close();
      signaling = await startSignaling(environment, logger, now);
    },
    close: async () => {
      for (const socket of sockets) socket.disconnect();
      await signaling.close();
      await sfu.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type Running = Awaited<ReturnType<typeof startRunning>>;

/** A planned and opened lesson of two classrooms in one school, with its links' tokens. */
export async function openLesson(running: Running, operator: string, options: { open?: boolean } = {}) {
  const call = async (method: string, path: string, body?: unknown) => {
    const reply = await running.request(method, path, body, operator);
    if (reply.status !== 200) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
    return reply.body as unknown as {
      school: { schoolId: string };
      classroom: { classroomId: string };
      lesson: { lessonId: string };
      links: { link: string; role: string; path: string }[];
    };
  };
  const { school } = await call('POST', '/api/schools', { name: '山区小学' });
  const rooms = [];
  for (const name of ['三年级一班', '三年级二班']) {
    const { classroom } = await call('POST', `/api/schools/${school.schoolId}/classrooms`, { name });
    rooms.push(classroom.classroomId);
  }
  const { lesson } = await call('POST', '/api/lessons', {
    title: '太阳系',
    subject: '科学',
    teacherName: '王老师',
    startsAt: new Date().toISOString(),
    classroomIds: rooms,
  });
  if (options.open !== false) await call('POST', `/api/lessons/${lesson.lessonId}/open`, {});
  const { links } = await call('GET', `/api/lessons/${lesson.lessonId}/links`);
  const token = (link: string) => links.find((each) => each.link === link)?.path.split('#t=')[1] ?? '';
  const seat = async (link: string, deviceId = `device-${link.replace(':', '-')}`) => {
    const { status, body } = await running.request('POST', '/api/seats', { token: token(link), deviceId });
    return { status, error: body.error, ...(body as unknown as { seatKey: string; participantId: string }) };
  };
  const [first = '', second = ''] = rooms;
  return {
    lessonId: lesson.lessonId,
    rooms: [`classroom:${first}`, `classroom:${second}`] as const,
    token,
    seat,
    /** Takes the link's seat and connects to it. */
    sit: async (link: string, session: string | null = null) => {
      const { seatKey } = await seat(link);
      return await running.connect(lesson.lessonId, seatKey, null, session);
    },
  };
}
export type OpenedLesson = Awaited<ReturnType<typeof openLesson>>;
