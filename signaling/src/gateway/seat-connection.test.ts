import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { SeatConsumers, SeatMedia } from '../../protocol/lesson.ts';
import { logger, openedLesson, openFiles, openLessons, teacher } from '../hosted-lessons.test-support.ts';
import type { SeatMediaDesk } from '../media/seat-media.ts';
import { SeatConnection, type SeatSocket } from './seat-connection.ts';

const consumers = (...names: string[]) =>
  names.map((name) => ({ consumerId: name, trackId: `t-${name}` })) as SeatConsumers['consumers'];
const media = { mediaEpoch: 'epoch', revision: 1, consumers: consumers('camera') } as unknown as SeatMedia;

/** The browser's end of a connection: what it is sent, and what it sends. */
class Browser extends EventEmitter {
  readonly sent: [name: string, message: unknown][] = [];
  readonly #listeners: ((name: string, ...args: unknown[]) => void)[] = [];
  readonly id = 'a-socket-of-a-browser';
  readonly conn = new EventEmitter();
  onAny(listener: (name: string, ...args: unknown[]) => void): void {
    this.#listeners.push(listener);
  }
  override emit(name: string, message: unknown): boolean {
    return this.sent.push([name, message]) > 0;
  }
  ask(name: string, input: unknown): Promise<unknown> {
    return new Promise((resolve) => {
      for (const listener of this.#listeners) listener(name, { number: 0, input }, resolve);
    });
  }
  disconnect(): void {}
}

/** The teacher's connection, and an sfu that opens media when it is told to. */
async function connected() {
  const host = await openedLesson(openLessons(await (await openFiles()).openLog()));
  if (teacher.kind !== 'participant') throw new Error('no teacher');
  const grant = host.state.grants[teacher.participantId];
  if (!grant) throw new Error('the teacher has no seat');
  const browser = new Browser();
  const opening: ((opened: SeatMedia) => void)[] = [];
  const asked = new EventEmitter();
  const desk = {
    open: () =>
      new Promise<SeatMedia>((resolve) => {
        opening.push(resolve);
        asked.emit('asked');
      }),
  };
  const seat = new SeatConnection({
    socket: browser as unknown as SeatSocket,
    host,
    grant,
    viewer: { participantId: grant.participantId, role: 'teacher' },
    connectionId: 'node.socket',
    media: desk as unknown as SeatMediaDesk,
    roster: async () => null,
    logger,
    say: () => {},
  });
  return {
    seat,
    browser,
    auth: (session: string | null) => ({ lessonId: host.lessonId, seatKey: 'key', after: null, session }),
    asked: () => new Promise((resolve) => asked.once('asked', resolve)),
    answer: (opened: SeatMedia) => opening.shift()?.(opened),
  };
}

test('what the sfu says while a seat joins comes with its welcome, not before and not never', async () => {
  const { seat, browser, auth, asked, answer } = await connected();
  const isAsked = asked();
  const opened = seat.open(auth('session-a'));
  await isAsked;
  answer(media);
  seat.tellConsumers('session-a', { revision: 2, consumers: consumers('camera', 'microphone') });
  await opened;
  const [name, welcome] = browser.sent.find(([each]) => each === 'welcome' || each === 'consumers') ?? [];
  expect(name).toBe('welcome');
  expect(welcome).toMatchObject({ media: { revision: 2, consumers: consumers('camera', 'microphone') } });
  seat.tellConsumers('session-a', { revision: 3, consumers: [] });
  expect(browser.sent.at(-1)).toEqual(['consumers', { mediaEpoch: 'epoch', revision: 3, consumers: [] }]);
});

test('what the sfu says while media is opened again comes with the answer; an older word does not', async () => {
  const { seat, browser, auth, asked, answer } = await connected();
  await seat.open(auth(null));
  const isAsked = asked();
  const first = browser.ask('media:open', { session: 'session-a' });
  await isAsked;
  seat.tellConsumers('session-x', { revision: 9, consumers: consumers('foreign') });
  answer(media);
  expect(await first).toMatchObject({ ok: true, value: { revision: 1, consumers: consumers('camera') } });
  const isAskedAgain = asked();
  const second = browser.ask('media:open', { session: 'session-b' });
  await isAskedAgain;
  seat.tellConsumers('session-b', { revision: 2, consumers: consumers('microphone') });
  answer({ ...media, mediaEpoch: 'next' });
  expect(await second).toMatchObject({ ok: true, value: { revision: 2, consumers: consumers('microphone') } });
  expect(browser.sent.filter(([name]) => name === 'consumers')).toEqual([]);
});
