import { setTimeout } from 'node:timers/promises';
import {
  type Answer,
  type DeckId,
  type LessonEntry,
  limits,
  type PageRef,
  packInk,
  type StrokeId,
  type Welcome,
} from '@tongke/signaling/protocol/lesson';
import { io, type Socket } from 'socket.io-client';
import { linkPath, type MadeLesson } from '../../demo/lesson.ts';
import type { Product } from '../../demo/product.ts';
import { type Hand, hands, penStroke, randomFrom } from './pen-data.ts';

/** The board that everything is drawn on. */
export const board: PageRef = { deckId: 'bench-board' as DeckId, page: 0 };
export const idOf = (number: number) => `s${String(number).padStart(7, '0')}` as StrokeId;
/** Between two commands of one seat, so that none is too much. */
export const everyMs = limits.commandWindowMs / (limits.commandsPerWindow - 10);

/** One seat on the line, without a browser. */
export interface InkSeat {
  socket: Socket;
  welcome: Welcome;
  /** Bytes of the messages that came, as they came. */
  received: () => number;
  sent: () => number;
  /** When each stroke was heard of, milliseconds of this process. */
  heard: Map<string, number>;
  command(name: string, input: unknown): Promise<Answer<unknown>>;
}

/** Lets the teacher and six rooms on stage draw until the page has so many strokes, each no faster than a seat may. */
export async function fillPage(
  seats: InkSeat[],
  from: number,
  count: number,
  say: (line: string) => void,
): Promise<void> {
  const [teacher] = seats;
  const drawers = seats.slice(0, 1 + limits.stageSeats);
  for (const { welcome } of drawers.slice(1)) {
    await teacher?.command('stage:call', { participantId: welcome.participantId });
  }
  await teacher?.command('permission:switch', { participantId: null, what: 'annotation', on: true });
  const random = randomFrom(11);
  const kinds = Object.keys(hands) as Hand[];
  await setTimeout(limits.commandWindowMs);
  const work = drawers.map(async (seat, turn) => {
    for (let number = from + turn; number < count; number += drawers.length) {
      const began = performance.now();
      const ink = packInk(penStroke(kinds[number % kinds.length] ?? 'word', random));
      const answer = await seat.command('ink:draw', { ...board, id: idOf(number), ink });
      if (!answer.ok) throw new Error(`stroke ${number}: ${answer.error.code}`);
      if (number % 1_000 === 0) say(`${number} strokes`);
      await setTimeout(Math.max(0, everyMs - (performance.now() - began)));
    }
  });
  await Promise.all(work);
}

/** Takes a link's seat and adds it to the others. `tookMs`: from the connection until its welcome was there. */
export async function sit(
  product: Product,
  lesson: MadeLesson,
  name: string,
  seats: InkSeat[],
): Promise<InkSeat & { tookMs: number }> {
  const token = linkPath(lesson, name).split('#t=')[1];
  const body = JSON.stringify({ token, deviceId: `bench-${seats.length}` });
  const headers = { 'content-type': 'application/json' };
  const granted = await fetch(`${product.baseUrl}/api/seats`, { method: 'POST', body, headers });
  const { seatKey } = (await granted.json()) as { seatKey: string };
  const began = performance.now();
  const auth = { lessonId: lesson.lessonId, seatKey, after: null, session: null };
  const socket = io(product.baseUrl, { transports: ['websocket'], forceNew: true, auth });
  let [received, sent, number] = [0, 0, 0];
  const heard = new Map<string, number>();
  socket.io.on('open', () => {
    socket.io.engine.on('packet', ({ data }) => {
      received += 1 + String(data ?? '').length;
    });
    socket.io.engine.on('packetCreate', ({ data }) => {
      sent += 1 + String(data ?? '').length;
    });
  });
  socket.on('entries', ({ entries }: { entries: LessonEntry[] }) => {
    for (const { event } of entries) if (event.type === 'strokeDrawn') heard.set(event.id, performance.now());
  });
  const welcome = await new Promise<Welcome>((resolve, reject) => {
    socket.once('welcome', resolve);
    socket.once('connect_error', reject);
  });
  number = welcome.commandNumber;
  const seat: InkSeat = {
    socket,
    welcome,
    received: () => received,
    sent: () => sent,
    heard,
    command: (command, input) => {
      number += 1;
      return socket.timeout(5_000).emitWithAck(command, { number, input });
    },
  };
  seats.push(seat);
  return { ...seat, tookMs: performance.now() - began };
}
