import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ArchiveManifest, ArchiveMaterial } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from './archive-folder.ts';
import type { ArchiveIndex } from './archive-index.ts';
import { isCode, writeWhole } from './files.ts';
import type { LogCopy } from './log-copy.ts';

/** The manifest of what an archive holds now; `seal` makes it the last one, with the hash of its events. */
export function describeArchive(
  index: ArchiveIndex,
  { record, tails }: Pick<LogCopy, 'record' | 'tails'>,
  startedAt: number,
  seal: { eventsSha256: string } | null,
  materials: ArchiveMaterial[],
): ArchiveManifest {
  const { facts, phase } = record.state;
  const chains = seal === null ? null : tails;
  return {
    format: 'tongke-archive',
    version: 1,
    lessonId: facts?.lessonId ?? '',
    title: facts?.title ?? '',
    subject: facts?.subject ?? '',
    teacherName: facts?.teacherName ?? '',
    startedAt,
    endedAt: phase.name === 'ended' ? phase.endedAt : null,
    sealed: seal !== null,
    policy: facts?.recording ?? 'standard',
    participants: record.participants(),
    tracks: index.tracks(),
    events: {
      path: 'events.jsonl',
      lastSequence: record.lastSequence,
      sha256: seal?.eventsSha256 ?? null,
      chain: chains?.events ?? null,
    },
    log: { path: 'private/log.jsonl', chain: chains?.log ?? null },
    materials,
    interruptions: index.interruptions,
  };
}

/** Whether an archive is sealed already. */
export async function isSealed(folder: ArchiveFolder): Promise<boolean> {
  const text = await readFile(folder.manifest, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return 'null';
    throw error;
  });
  const manifest: unknown = JSON.parse(text);
  return typeof manifest === 'object' && manifest !== null && 'sealed' in manifest && manifest.sealed === true;
}

export async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

const leastPauseMs = 1_000;
/** Writing the manifest takes at most this part of the time. */
const pauseFactor = 100;

/** Rewrites the manifest of a running lesson, at most once a second, and less often as it grows. */
export class ManifestWriter {
  readonly #folder: ArchiveFolder;
  readonly #describe: () => ArchiveManifest;
  readonly #onFailure: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #pauseMs = 0;
  #closed = false;

  constructor(folder: ArchiveFolder, describe: () => ArchiveManifest, onFailure: (error: unknown) => void) {
    this.#folder = folder;
    this.#describe = describe;
    this.#onFailure = onFailure;
  }

  /** Something in it has changed. */
  changed(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#work = this.#work.then(() => this.#write()).catch(this.#onFailure);
    }, this.#pauseMs);
  }

  /** Writes the manifest a last time, so that it outlives a power cut. Throws what the disk says. Idempotent. */
  async close(last: ArchiveManifest): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#work;
    await writeWhole(this.#folder.manifest, `${JSON.stringify(last)}\n`, { sync: true });
  }

  async #write(): Promise<void> {
    const begunAt = performance.now();
    const text = `${JSON.stringify(this.#describe())}\n`;
    this.#pauseMs = Math.max(leastPauseMs, (performance.now() - begunAt) * pauseFactor);
    this.#timer = null;
    if (!this.#closed) await writeWhole(this.#folder.manifest, text, { sync: false });
  }
}
