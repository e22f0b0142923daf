import { statfs } from 'node:fs/promises';
import type { RecordingAlarm, RecordingAlarmCode, TrackId } from '@tongke/signaling/protocol/lesson';
import type { TrackFault } from '../watch/media-watch.ts';

const stalledAfterMs = 4_000;
const lowBytes = 512 * 1024 * 1024;
/** An alarm is taken back only when there is clearly space again. */
const enoughBytes = lowBytes * 1.5;

/** Says that an alarm is raised, or that it is over. */
export type SayAlarm = (code: RecordingAlarmCode, trackId: TrackId | null, raised: boolean) => void;

/** Says each alarm once when it is raised and once when it is over. Owned by the lesson's lookout. */
export class Alarms {
  readonly #say: SayAlarm;
  readonly #raised = new Map<string, Pick<RecordingAlarm, 'code' | 'trackId'>>();
  readonly #expectedSinceMs = new Map<TrackId, number>();

  /** `before` are those that stand in the lesson already, perhaps of a recorder that is gone. */
  constructor(before: readonly RecordingAlarm[], say: SayAlarm) {
    for (const { code, trackId } of before) this.#raised.set(keyOf(code, trackId), { code, trackId });
    this.#say = say;
  }

  /** Of what stands. */
  get standing(): RecordingAlarmCode[] {
    return [...this.#raised.values()].map(({ code }) => code);
  }

  /** A recorder is here. */
  recording(): void {
    this.#set('noRecorder', null, false);
  }

  /** What the disk said to the last write; null when it was kept. */
  written(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    this.#set('diskFull', null, isFull);
    this.#set('writeFailed', null, error !== null && !isFull);
  }

  /** `expected`: tracks that should send now; `activity`: when each last did, on the lesson clock. */
  tracks(expected: readonly TrackId[], activity: ReadonlyMap<string, number | null>, nowMs: number): void {
    for (const trackId of this.#expectedSinceMs.keys()) {
      if (!expected.includes(trackId)) this.#expectedSinceMs.delete(trackId);
    }
    const stalled = expected.filter((trackId) => {
      const sinceMs = this.#expectedSinceMs.get(trackId) ?? nowMs;
      this.#expectedSinceMs.set(trackId, sinceMs);
      const seenMs = Math.max(activity.get(trackId) ?? sinceMs, sinceMs);
      return nowMs - seenMs >= stalledAfterMs;
    });
    this.#only('trackStalled', stalled);
  }

  /** What is wrong with tracks now; whatever stands and is not among it is over. */
  faults(faults: Readonly<Record<TrackFault, readonly TrackId[]>>): void {
    this.#only('trackBlack', faults.trackBlack);
    this.#only('trackSilent', faults.trackSilent);
    this.#only('trackLossy', faults.trackLossy);
  }

  /** Looks at the free space of the archive's disk. */
  async disk(path: string): Promise<void> {
    const { bavail, bsize } = await statfs(path);
    const freeBytes = bavail * bsize;
    if (freeBytes < lowBytes) this.#set('diskLow', null, true);
    else if (freeBytes > enoughBytes) this.#set('diskLow', null, false);
  }

  #only(code: RecordingAlarmCode, trackIds: readonly TrackId[]): void {
    for (const { code: other, trackId } of [...this.#raised.values()]) {
      if (other === code && trackId !== null && !trackIds.includes(trackId)) this.#set(code, trackId, false);
    }
    for (const trackId of trackIds) this.#set(code, trackId, true);
  }

  #set(code: RecordingAlarmCode, trackId: TrackId | null, raised: boolean): void {
    const key = keyOf(code, trackId);
    if (raised === this.#raised.has(key)) return;
    if (raised) this.#raised.set(key, { code, trackId });
    else this.#raised.delete(key);
    this.#say(code, trackId, raised);
  }
}

const keyOf = (code: RecordingAlarmCode, trackId: TrackId | null): string => `${code} ${trackId ?? ''}`;
