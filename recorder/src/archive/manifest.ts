import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ArchiveManifest, ArchiveMaterial } from '@tongke/signaling/protocol/lesson';
import { certify } from '../certificate/certificate.ts';
import { syncFolder } from '../certificate/revisions.ts';
import { isSigned } from '../certificate/signature.ts';
import type { ArchiveFolder } from './archive-folder.ts';
import type { ArchiveIndex } from './archive-index.ts';
import { isCode, writeWhole } from './files.ts';
import type { LogCopy } from './log-copy.ts';

/** What a manifest is made from. */
export interface ArchiveFacts {
  index: ArchiveIndex;
  log: Pick<LogCopy, 'record' | 'tails' | 'lessonId'>;
  startedAt: number;
  materials: ArchiveMaterial[];
}

/** The manifest of what the archive of a running lesson holds now. */
export function describeArchive({ index, log, startedAt, materials }: ArchiveFacts): ArchiveManifest {
  const { facts, phase } = log.record.state;
  return {
    format: 'tongke-archive',
    version: 1,
    lessonId: log.lessonId,
    title: facts?.title ?? '',
    subject: facts?.subject ?? '',
    teacherName: facts?.teacherName ?? '',
    startedAt,
    endedAt: phase.name === 'ended' ? phase.endedAt : null,
    sealed: false,
    policy: facts?.recording ?? 'standard',
    participants: log.record.participants(),
    tracks: index.tracks(),
    events: { path: 'events.jsonl', lastSequence: log.record.lastSequence, sha256: null, chain: null },
    log: { path: 'private/log.jsonl', chain: null },
    materials,
    interruptions: index.interruptions,
  };
}

/**
 * The first sealed revision, with its certificate. @param seal `endedAt` stands in for a log that does not say when the lesson ended;
 * times in milliseconds since the epoch
 */
export function describeSealed(
  facts: ArchiveFacts,
  seal: { eventsSha256: string; issuedAt: number; endedAt: number },
): ArchiveManifest {
  const open = describeArchive(facts);
  const tracks = facts.index.certifiedTracks();
  const { log, events } = facts.log.tails;
  const endedAt = open.endedAt ?? seal.endedAt;
  const endMs = endedAt - facts.startedAt;
  return {
    ...open,
    endedAt,
    // A recorder that comes back learns only then that the lesson was over before.
    interruptions: open.interruptions.map(({ fromMs, toMs, cause }) => ({
      fromMs: Math.min(fromMs, endMs),
      toMs: Math.min(toMs, endMs),
      cause,
    })),
    sealed: true,
    tracks,
    events: { ...open.events, sha256: seal.eventsSha256, chain: events },
    log: { path: 'private/log.jsonl', chain: log },
    revision: 1,
    previous: null,
    changes: [],
    certificate: certify(tracks, facts.index.clocks, seal.issuedAt),
  };
}

/** Whether an archive is sealed already. One whose manifest is torn is not: a sealed one is on the disk before it has its name. */
export async function isSealed(folder: ArchiveFolder): Promise<boolean> {
  const file = await readFile(folder.manifest).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return Buffer.from('null');
    throw error;
  });
  // Only what is sealed is signed, and a long manifest takes a while to parse.
  if (isSigned(file)) return true;
  const manifest = parse(file);
  return typeof manifest === 'object' && manifest !== null && 'sealed' in manifest && manifest.sealed === true;
}

function parse(file: Buffer): unknown {
  try {
    return JSON.parse(file.toString());
  } catch {
    return null;
  }
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** A manifest that nobody has signed, as it stands in its file. */
export const manifestText = (manifest: ArchiveManifest): string => `${JSON.stringify(manifest)}\n`;

const leastPauseMs = 1_000;
/** Writing the manifest takes at most this part of the time. */
const pauseFactor = 100;

/** Rewrites the manifest of a running lesson, at most once a second, and less often as it grows. */
export class ManifestWriter {
  readonly #folder: ArchiveFolder;
  readonly #describe: () => ArchiveManifest;
  readonly #onFailure: (error: unknown) => void;
  readonly #check: () => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #work: Promise<void> = Promise.resolve();
  #pauseMs = 0;
  #closed = false;

  /** `check` is called before each write, and may throw. */
  constructor(
    folder: ArchiveFolder,
    describe: () => ArchiveManifest,
    onFailure: (error: unknown) => void,
    check: () => Promise<void>,
  ) {
    this.#check = check;
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
  async close(last: string): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#work;
    await this.#check();
    await writeWhole(this.#folder.manifest, last, { sync: true });
    await syncFolder(this.#folder.path);
  }

  async #write(): Promise<void> {
    const begunAt = performance.now();
    const text = manifestText(this.#describe());
    this.#pauseMs = Math.max(leastPauseMs, (performance.now() - begunAt) * pauseFactor);
    this.#timer = null;
    if (this.#closed) return;
    await this.#check();
    await writeWhole(this.#folder.manifest, text, { sync: false });
  }
}
