import { type ArchiveManifest, LessonError } from '@tongke/signaling/protocol/lesson';
import { request } from '../../api/request.ts';
import { backoffMs } from '../backoff.ts';
import { type KeptSeat, keptSeatsOf } from '../seat/kept-seats.ts';
import { type EdgeKeeper, lessonLock, startEdgeKeeper } from './edge-keeper.ts';
import { cutParts, type FramesPart, missingRanges } from './healing-parts.ts';

/** What the server knows of a seat's lesson. */
interface HealingState {
  archivePath: string | null;
  sealed: boolean;
  parts: string[];
}

export interface HealOptions {
  /** 0 to 1, of what one lesson lacks; 1 at its end. Not called where nothing is missing. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

const bitsPerMs = 250;
/** Sealing takes seconds, and a recorder that was away a while longer. */
const sealPatienceMs = 10 * 60_000;

/**
 * Brings what archives of lessons lack that were sent from this browser, slowly and one part after the other, and forgets what it has
 * brought. Stops when a lesson begins on this device. Never throws: what could not be brought is kept for the next time.
 */
export async function healKept(options: HealOptions): Promise<void> {
  const keeper = startEdgeKeeper();
  if (!keeper) return;
  try {
    await navigator.locks.request(lessonLock, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      const lessons = Map.groupBy(await keeper.ask('list', null), ({ lessonId }) => lessonId);
      for (const [lessonId, names] of lessons) {
        const kept = new Set(names.map(({ trackId }) => trackId));
        for (const seat of keptSeatsOf(lessonId)) await healLesson(keeper, seat, kept, options);
      }
    });
  } catch (error) {
    if (!options.signal.aborted) console.warn('what an archive lacks could not be brought: later', error);
  }
}

async function healLesson(
  keeper: EdgeKeeper,
  seat: KeptSeat,
  kept: ReadonlySet<string>,
  { onProgress, signal }: HealOptions,
): Promise<void> {
  const { lessonId, participantId } = seat;
  const state = await sealedState(seat, signal);
  if (state === null) return;
  const manifest = await request<ArchiveManifest>(`${state.archivePath}manifest.json`, { signal, timeoutMs: 60_000 });
  const parts: { trackId: string; part: FramesPart }[] = [];
  for (const [trackId, ranges] of missingRanges(manifest, participantId, kept)) {
    const frames = await keeper.ask('frames', { lessonId, trackId, ranges });
    parts.push(...cutParts(trackId, frames).map((part) => ({ trackId, part })));
  }
  const brought = new Set(state.parts);
  for (const [index, { trackId, part }] of parts.entries()) {
    onProgress(index / parts.length);
    if (brought.has(part.partId)) continue;
    if (await isWanted(signal)) return;
    const { partId, frames } = part;
    await post(seat, 'parts', { partId, trackId, layer: 0, frames }, signal);
    await pause((part.lengthBytes * 8) / bitsPerMs, signal);
  }
  if (parts.length > 0) {
    await post(seat, 'complete', {}, signal);
    onProgress(1);
  }
  await keeper.ask('forget', { lessonId });
}

/** Null when the lesson goes on, nothing was recorded, or the key opens nothing any more. */
async function sealedState(seat: KeptSeat, signal: AbortSignal): Promise<HealingState | null> {
  const untilMs = performance.now() + sealPatienceMs;
  for (let attempt = 0; performance.now() < untilMs; attempt += 1) {
    try {
      const state = await request<HealingState>('/api/healing', { ...credentials(seat), signal });
      if (state.sealed || state.archivePath === null) return state.sealed ? state : null;
    } catch (error) {
      if (!isPassing(error)) return null;
    }
    if (await isWanted(signal)) return null;
    await pause(backoffMs(attempt, 1_000, 10_000), signal);
  }
  return null;
}

/** Until it is taken. */
async function post(seat: KeptSeat, path: string, body: object, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await request(`/api/healing/${path}`, { ...credentials(seat), method: 'POST', body, signal, timeoutMs: 30_000 });
      return;
    } catch (error) {
      if (!isPassing(error) || (await isWanted(signal))) throw error;
      await pause(backoffMs(attempt, 1_000, 30_000), signal);
    }
  }
}

const credentials = ({ lessonId, seatKey }: KeptSeat) => ({ bearer: seatKey, headers: { 'x-lesson': lessonId } });
const isPassing = (error: unknown): boolean =>
  error instanceof LessonError && ['unavailable', 'internal', 'tooMany', 'diskFull'].includes(error.code);

/** Whether a lesson waits to be sent from this device. Throws the signal's reason. */
async function isWanted(signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  const { pending = [] } = await navigator.locks.query();
  return pending.some(({ name, mode }) => name === lessonLock && mode === 'shared');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
