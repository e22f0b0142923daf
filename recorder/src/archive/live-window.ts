import { rm } from 'node:fs/promises';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { writeWhole } from './files.ts';

/** So much of the newest media is in the window: a viewer who looks every second may miss several looks. */
export const windowMs = 16_000;
/** Between two windows. */
const leastPauseMs = 250;

/**
 * The newest part of a running lesson's manifest: of the same shape, with only those segments and gaps that reach into the last 16 s
 * before the newest end, and no hashes. Pure.
 */
export function windowOf(manifest: ArchiveManifest): ArchiveManifest {
  const ends = manifest.tracks.flatMap(({ layers }) => layers.map(({ endMs }) => endMs));
  const sinceMs = Math.max(0, ...ends) - windowMs;
  return {
    ...manifest,
    tracks: manifest.tracks.flatMap((track) => {
      const layers = track.layers
        .filter(({ endMs }) => endMs > sinceMs)
        .map(({ inits: _inits, ...layer }) => ({
          ...layer,
          segments: newest(layer.segments, sinceMs).map((segment) => ({ ...segment, sha256: '' })),
          gaps: layer.gaps.filter(({ toMs }) => toMs > sinceMs),
        }));
      return layers.length === 0 ? [] : [{ ...track, layers }];
    }),
    materials: [],
  };
}

function newest<Part extends { startMs: number; durationMs: number }>(parts: readonly Part[], sinceMs: number): Part[] {
  const before = parts.findLastIndex(({ startMs, durationMs }) => startMs + durationMs <= sinceMs);
  return parts.slice(before + 1);
}

/** Keeps `live.json` beside the manifest of a running lesson, for those who watch along. Owned by the archive. */
export class LiveWindow {
  readonly #path: string;
  readonly #describe: () => ArchiveManifest;
  readonly #onFailure: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(path: string, describe: () => ArchiveManifest, onFailure: (error: unknown) => void) {
    this.#path = path;
    this.#describe = describe;
    this.#onFailure = onFailure;
  }

  /** Something in it has changed. */
  changed(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#work = this.#work.then(() => this.#write()).catch(this.#onFailure);
    }, leastPauseMs);
  }

  /** The file goes: the manifest says all. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#work;
    await rm(this.#path, { force: true });
  }

  async #write(): Promise<void> {
    if (this.#closed) return;
    await writeWhole(this.#path, `${JSON.stringify(windowOf(this.#describe()))}\n`, { sync: false });
  }
}
