import { setTimeout as delay } from 'node:timers/promises';
import {
  type Answer,
  type CommandInput,
  type LessonCommandName,
  type LessonEntry,
  limits,
  type Welcome,
} from '@tongke/signaling/protocol/lesson';
import { io, type Socket } from 'socket.io-client';
import { createApi } from '../demo/api.ts';

/** A seat without screen or media that keeps every word that its line carried. */
export interface RawSeat {
  readonly participantId: string;
  /** All that the server has sent, as text. */
  heard(): string;
  /** Waits until the server has sent something that holds this text. */
  hears(text: string): Promise<void>;
  /** The sequence numbers of the entries that came. */
  sequences(): number[];
  /** Gives a command. @throws when it is refused */
  give<Name extends LessonCommandName>(name: Name, input: CommandInput<Name>): Promise<unknown>;
  /** Gives a command of any name with any input, and takes the answer as it is. */
  ask(name: string, input: unknown): Promise<Answer<unknown>>;
  close(): void;
}

/** Takes the seat of a link. `path`: the link's, with its token after `#t=`. */
export async function openRawSeat(baseUrl: string, path: string): Promise<RawSeat> {
  const token = path.split('#t=')[1];
  const deviceId = `raw-${Math.random().toString(36).slice(2)}`;
  const grant = await createApi(baseUrl).post<{ lessonId: string; seatKey: string; participantId: string }>(
    '/api/seats',
    { token, deviceId },
  );
  const socket: Socket = io(baseUrl, {
    autoConnect: false,
    forceNew: true,
    transports: ['websocket'],
    auth: { lessonId: grant.lessonId, seatKey: grant.seatKey, after: null, session: null },
  });
  const words: string[] = [];
  const sequences: number[] = [];
  socket.onAny((name: string, ...args: unknown[]) => words.push(JSON.stringify([name, ...args])));
  socket.on('entries', ({ entries }: { entries: LessonEntry[] }) => {
    sequences.push(...entries.map(({ sequence }) => sequence));
  });
  const welcome = await new Promise<Welcome>((resolve, reject) => {
    socket.once('welcome', resolve);
    socket.once('connect_error', reject);
    socket.connect();
  });
  let number = welcome.commandNumber;
  const ask = async (name: string, input: unknown): Promise<Answer<unknown>> => {
    number += 1;
    for (;;) {
      const answer: Answer<unknown> = await socket.timeout(10_000).emitWithAck(name, { number, input });
      if (answer.ok || answer.error.code !== 'tooMany') return answer;
      // As a browser does: the same command again, once its socket may give more.
      await delay(limits.commandWindowMs / 4);
    }
  };
  return {
    participantId: grant.participantId,
    heard: () => words.join('\n'),
    hears: (text) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`never heard ${text}`)), 10_000);
        const look = () => {
          if (!words.some((each) => each.includes(text))) return;
          clearTimeout(timer);
          socket.offAny(look);
          resolve();
        };
        socket.onAny(look);
        look();
      }),
    sequences: () => sequences,
    ask,
    async give(name, input) {
      const answer = await ask(name, input);
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
      return answer.value;
    },
    close: () => void socket.disconnect(),
  };
}
