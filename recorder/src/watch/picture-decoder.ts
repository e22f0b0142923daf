import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { KeyPicture } from './key-picture.ts';

/** Brightness of a picture, made small: what is left of noise is little, what is left of things is much. */
export interface Luma {
  /** 16 is black and 235 is white, in nearly all of video. */
  mean: number;
  /** Standard deviation over the picture. */
  spread: number;
}

const [width, height] = [64, 36];
const patienceMs = 2_000;
const mostWaiting = 64;
/** A rest after each that is in no hurry, by how long it took: those use at most a third of one core. */
const restShare = 2;

/**
 * Decodes single key frames, one after the other, each in a process of its own that is ended after 2 s. Nothing waits for it: a picture for which
 * there is no time is not judged. Owned by the recorder.
 */
export class PictureDecoder {
  readonly #program: string;
  readonly #logger: Logger;
  #work: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #hasComplained = false;

  /** `program` is ffmpeg. */
  constructor(program: string, logger: Logger) {
    this.#program = program;
    this.#logger = logger.child({ class: 'PictureDecoder' });
  }

  /** Null when the picture could not be decoded. Never throws. `isUrgent`: somebody is to be told soon, and it will not be asked all the time. */
  async luma(picture: KeyPicture, isUrgent = false): Promise<Luma | null> {
    if (this.#waiting >= mostWaiting) return null;
    this.#waiting += 1;
    const { promise: decoded, resolve } = Promise.withResolvers<Buffer | null>();
    this.#work = this.#work.then(async () => {
      const begunAt = performance.now();
      resolve(await this.#decode(picture));
      this.#waiting -= 1;
      if (!isUrgent) await delay((performance.now() - begunAt) * restShare, undefined, { ref: false });
    });
    const plane = await decoded;
    return plane?.length === width * height ? lumaOf(plane) : null;
  }

  #decode({ format, data }: KeyPicture): Promise<Buffer | null> {
    const { promise, resolve } = Promise.withResolvers<Buffer | null>();
    const child = spawn(
      this.#program,
      [
        ...['-hide_banner', '-loglevel', 'quiet', '-nostdin', '-threads', '1', '-f', format, '-i', 'pipe:0'],
        ...[
          '-frames:v',
          '1',
          '-vf',
          `extractplanes=y,scale=${width}:${height}:flags=area:in_range=full:out_range=full`,
          '-threads',
          '1',
        ],
        ...['-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'],
      ],
      { stdio: ['pipe', 'pipe', 'ignore'], timeout: patienceMs, killSignal: 'SIGKILL' },
    );
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.once('close', () => resolve(Buffer.concat(parts)));
    child.once('error', (error) => {
      this.#complain(error);
      resolve(null);
    });
    // One that ends before it has read everything has said all that it can.
    child.stdin.on('error', () => {});
    child.stdin.end(data);
    return promise;
  }

  #complain(error: unknown): void {
    if (!this.#hasComplained) this.#logger.warn({ err: error }, 'no ffmpeg: nobody is told of black pictures');
    this.#hasComplained = true;
  }
}

function lumaOf(plane: Buffer): Luma {
  const mean = plane.reduce((sum, value) => sum + value, 0) / plane.length;
  const variance = plane.reduce((sum, value) => sum + (value - mean) ** 2, 0) / plane.length;
  return { mean, spread: Math.sqrt(variance) };
}
