import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Product } from '../../demo/product.ts';
import type { SendingLesson } from './sending-lesson.ts';

export type RecorderName = 'recorder' | 'spare' | 'twin';
/** What a second recorder does while the first has the lesson; null: there is none. */
export type Second = 'spare' | 'twin' | null;

const withinMs = 30_000;
const stepMs = 20;
/** What the second one says once it is in its place. */
const placeWords = { spare: 'standing by', twin: 'recording as the twin' } as const;

/** The recorders of a running product, of which some are to be killed. */
export interface Recorders {
  readonly names: readonly RecorderName[];
  /** Which of them has the lesson. */
  first(): RecorderName;
  /** Which of them is to die next: the one that has the lesson, of twins either. */
  victim(): RecorderName;
  /** Ends one at once. Resolves when the lesson is recorded, as it was before. @returns when it died, milliseconds since the epoch, and how long it took */
  kill(name: RecorderName): Promise<{ atMs: number; tookMs: number }>;
  /** Resolves when one that was killed is in its place again. */
  back(name: RecorderName): Promise<void>;
  /** Resolves when nothing is left that was recorded beside the archives. @returns how long it took */
  united(): Promise<number>;
}

export function recordersOf(product: Product, { teacher }: SendingLesson, second: Second): Recorders {
  const names: readonly RecorderName[] = second === null ? ['recorder'] : ['recorder', second];
  const said = (name: RecorderName, message: string) => product.log(name).split(`"msg":"${message}"`).length - 1;
  const recordings = () => names.reduce((sum, name) => sum + said(name, 'recording'), 0);
  const placesBefore = new Map<RecorderName, number>();
  const first = () => (teacher.state.recording.recorderId === 'recorder' ? 'recorder' : (second ?? 'recorder'));
  const other = () => names.find((name) => name !== first()) ?? 'recorder';
  const until = async (isSo: () => boolean, complaint: string | (() => string)): Promise<number> => {
    const begunAt = performance.now();
    while (!isSo()) {
      if (performance.now() - begunAt > withinMs) {
        throw new Error(typeof complaint === 'string' ? complaint : complaint());
      }
      await delay(stepMs);
    }
    return performance.now() - begunAt;
  };
  return {
    names,
    first,
    victim: () => (second === 'twin' && Math.random() < 0.5 ? other() : first()),
    async kill(name) {
      const isFirst = name === first();
      const before = recordings();
      if (second !== null) placesBefore.set(name, said(name, placeWords[second]));
      const atMs = Date.now();
      product.kill(name);
      const tookMs = isFirst ? await until(() => recordings() > before, 'nobody records any more') : 0;
      return { atMs, tookMs };
    },
    async back(name) {
      if (second === null) return;
      const words = placeWords[second];
      await until(() => said(name, words) > (placesBefore.get(name) ?? 0), `${name} is not back in its place`);
    },
    united: () =>
      until(
        () => twinsIn(product.dataDir) === 0,
        () => `the twin was not united with the archive:\n${product.log('recorder').slice(-2_000)}`,
      ),
  };
}

function twinsIn(dataDir: string): number {
  const root = path.join(dataDir, 'twins');
  try {
    return readdirSync(root).flatMap((name) => readdirSync(path.join(root, name))).length;
  } catch {
    return 0;
  }
}
