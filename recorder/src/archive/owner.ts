import { readFileSync } from 'node:fs';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ArchiveFolder } from './archive-folder.ts';
import { isCode } from './files.ts';

/** A mark of another machine is believed so long after its last renewal: its processes cannot be looked at from here. */
const believedMs = 60_000;

/** Another process writes the archive now: this one must not. */
export class ArchiveTakenError extends Error {
  override readonly name = 'ArchiveTakenError';
}

/** A mark is looked at again before a write when the last look was longer ago. */
const lookEveryMs = 200;
const waitStepMs = 25;

/**
 * The mark of a process that writes an archive. It keeps tools off. Among recorders the lesson's log decides who writes; the mark is for one that
 * was stopped or cut off meanwhile and does not know yet: it looks at the mark before it writes, and the later one's stands.
 */
export class OwnerMark {
  readonly #path: string;
  readonly #content: string;
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  private constructor(path: string, content: string) {
    this.#path = path;
    this.#content = content;
  }

  /** A disk that is full keeps no mark, and that is no reason not to go on. */
  static async set(folder: ArchiveFolder): Promise<OwnerMark> {
    const mark = new OwnerMark(pathOf(folder), ownContent(process.pid));
    await writeFile(mark.#path, mark.#content, { mode: 0o600 }).catch(() => {});
    return mark;
  }

  /** Sets it once whoever writes the archive now has let go, or has not for `patienceMs`. */
  static async take(folder: ArchiveFolder, patienceMs: number): Promise<OwnerMark> {
    const untilMs = performance.now() + patienceMs;
    while ((await isAnothers(folder)) && performance.now() < untilMs) await delay(waitStepMs);
    return OwnerMark.set(folder);
  }

  /** To be called before each write. Throws {@link ArchiveTakenError} once another process has set its own. */
  async check(): Promise<void> {
    if (performance.now() - this.#lookedAtMs < lookEveryMs) return;
    const content = await read(this.#path);
    if (content !== null && content !== this.#content)
      throw new ArchiveTakenError('another process writes this archive');
    this.#lookedAtMs = performance.now();
  }

  /** To be called every few seconds. Throws what the disk says. */
  async renew(): Promise<void> {
    await utimes(this.#path, new Date(), new Date());
  }

  /** Takes the mark away, unless another process has set its own. Idempotent. */
  async remove(): Promise<void> {
    if ((await read(this.#path)) === this.#content) await rm(this.#path, { force: true });
  }
}

/** Who writes an archive now, as `process number@host`; null when nobody does. */
export async function ownerOf(folder: ArchiveFolder): Promise<string | null> {
  const path = pathOf(folder);
  const content = await read(path);
  const [, pid = '', host = ''] = /^(\d+) \S+ (.*)\n$/.exec(content ?? '') ?? [];
  if (pid === '') return null;
  const owner = `${pid}@${host}`;
  if (host === hostname()) return content === ownContent(Number(pid)) ? owner : null;
  const { mtimeMs } = await stat(path);
  return Date.now() - mtimeMs < believedMs ? owner : null;
}

async function isAnothers(folder: ArchiveFolder): Promise<boolean> {
  const content = await read(pathOf(folder));
  return content !== ownContent(process.pid) && (await ownerOf(folder)) !== null;
}

const pathOf = (folder: ArchiveFolder): string => join(folder.private, 'recorder.lock');

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** A process's start (field 22 of /proc/<pid>/stat) tells it from a later one with the same number. Empty mark: no such process. */
function ownContent(pid: number): string {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${pid} ${line.slice(line.lastIndexOf(')') + 2).split(' ')[19]} ${hostname()}\n`;
  } catch {
    return isAlive(pid) ? `${pid} - ${hostname()}\n` : '';
  }
}

/** Whether there is a process of this number on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}
