import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { linkPath, makeLesson } from '../../demo/lesson.ts';
import { type Person, personOf } from '../../demo/person.ts';
import { freePort, openProduct } from '../../demo/product.ts';
import { openSeatBrowser } from '../../demo/seat-browser.ts';
import { leadMedia } from '../../net-lab/lead-media.ts';
import { type NetLab, openNetLab } from '../../net-lab/net-lab.ts';
import type { BenchFilms } from '../lesson/films.ts';
import { keepConnections } from '../lesson/media-delays.ts';
import { watchReceived } from './received.ts';

export interface WeakLessonOptions {
  readonly films: BenchFilms;
  readonly seed: number;
  /** From the room to us and back; the time of a round trip is twice this. */
  readonly delayMs: number;
  /** A firewall swallows the room's UDP. Default false. */
  readonly isUdpBlocked?: boolean;
}

/** A teacher on a good line and one classroom whose whole line, pages, signalling and media, goes through a lab. */
export interface WeakLesson {
  readonly lab: NetLab;
  readonly teacher: Person;
  readonly room: Person;
  /** Brings the room's page, up to the join button. */
  openRoom(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a lesson whose teacher is there. The room's page is not opened yet. */
export async function openWeakLesson({ films, seed, delayMs, isUdpBlocked }: WeakLessonOptions): Promise<WeakLesson> {
  const mediaPort = String(await freePort());
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const environment = { SFU_WORKERS: '1', RTC_MIN_PORT: mediaPort, RTC_MAX_PORT: mediaPort };
    const product = await openProduct({ environment });
    undo.push(() => product.close());
    const lesson = await makeLesson(product.operator, { title: 'Weak line', classrooms: ['One'] });
    const [classroomId = ''] = lesson.classroomIds;
    const lab = await openNetLab({
      seed,
      up: { delayMs },
      down: { delayMs },
      relays: [
        { kind: 'tcp', to: new URL(product.baseUrl).host },
        { kind: 'udp', to: mediaPort },
        { kind: 'tcp', to: mediaPort },
      ],
    });
    undo.push(() => lab.close());
    const [http = 0, udp = 0, tcp = 0] = lab.addresses.map(({ port }) => port);
    const sit = async (film: BenchFilms['teacher'], width: number, height: number) => {
      const person = personOf(await openSeatBrowser({ film, width, height }));
      undo.push(() => person.close());
      return person;
    };
    const addressOf = (base: string, link: string, { width, height, framesPerSecond }: BenchFilms['teacher']) => {
      const [page, token] = linkPath(lesson, link).split('#');
      return `${base}${page}?lang=en&width=${width}&height=${height}&fps=${framesPerSecond}#${token}`;
    };
    const teacher = await sit(films.teacher, 1280, 720);
    await teacher.page.goto(addressOf(product.baseUrl, 'teacher', films.teacher));
    await teacher.click('join');
    await teacher.see('tool-slides');
    const room = await sit(films.rooms[0], 1024, 576);
    await keepConnections(room.page);
    const swallowed = isUdpBlocked ? await openBlackHole() : null;
    if (swallowed) undo.push(async () => swallowed.close());
    await leadMedia(room, swallowed ? swallowed.address().port : udp, tcp);
    return {
      lab,
      teacher,
      room,
      close,
      async openRoom() {
        await room.page.goto(addressOf(`http://127.0.0.1:${http}`, classroomId, films.rooms[0]));
        await room.see('join');
        await watchReceived(room.page);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Takes datagrams and never answers, as a firewall that drops them does. */
async function openBlackHole(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}
