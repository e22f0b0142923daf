import { statfs } from 'node:fs/promises';
import type { RecordingAlarm, RecordingAlarmCode, TrackId } from '@tongke/signaling/protocol/lesson';

const stalledAfterMs = 4_000;
const lowBytes = 512 * 1024 * 1024;
/** An alarm is taken back only when there is clearly space again. */
const enoughBytes = lowBytes * 1.5;

type SayAlarm = (code: RecordingAlarmCode, trackId: TrackId | null, raised: boolean) => void;

/** Says each alarm once when it is raised and once when it is over. Owned by the lesson's recording. */
export class Alarms {
  readonly #say: SayAlarm;
  readonly #raised = new Set<string>();
  readonly #expectedSinceMs = new Map<TrackId, number>();

  /** `before` are those that stand in the lesson already, perhaps of a recorder that is gone. */
  constructor(before: readonly RecordingAlarm[], say: SayAlarm) {
    for (const { code, trackId } of before) this.#raised.add(keyOf(code, trackId));
    this.#say = say;
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
      if (expected.includes(trackId)) continue;
      this.#expectedSinceMs.delete(trackId);
      this.#set('trackStalled', trackId, false);
    }
    for (const trackId of expected) {
      const sinceMs = this.#expectedSinceMs.get(trackId) ?? nowMs;
      this.#expectedSinceMs.set(trackId, sinceMs);
      const seenMs = Math.max(activity.get(trackId) ?? sinceMs, sinceMs);
      this.#set('trackStalled', trackId, nowMs - seenMs >= stalledAfterMs);
    }
  }

  /** Looks at the free space of the archive's disk. */
  async disk(path: string): Promise<void> {
    const { bavail, bsize } = await statfs(path);
    const freeBytes = bavail * bsize;
    if (freeBytes < lowBytes) this.#set('diskLow', null, true);
    else if (freeBytes > enoughBytes) this.#set('diskLow', null, false);
  }

  #set(code: RecordingAlarmCode, trackId: TrackId | null, raised: boolean): void {
    const key = keyOf(code, trackId);
    if (raised === this.#raised.has(key)) return;
    if (raised) this.#raised.add(key);
    else this.#raised.delete(key);
    this.#say(code, trackId, raised);
  }
}

const keyOf = (code: RecordingAlarmCode, trackId: TrackId | null): string => `${code} ${trackId ?? ''}`;
