import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ChainedFile } from '../archive/chained-file.ts';
import { isCode } from '../archive/files.ts';
import { emptyChain } from '../archive/hash-chain.ts';
import { isAlive } from '../archive/owner.ts';
import {
  emptyKeeping,
  evolveKeeping,
  type KeepingEvent,
  type KeepingRecord,
  type KeepingState,
  readRecord,
} from './keeping-state.ts';

/** In the data folder: who deleted, held and released what, when and why. Never served. */
export const keepingName = 'archive-keeping.jsonl';
const lockWaitMs = 50;
const lockTries = 200;

/**
 * The record of what becomes of archives: lines that are only added to, each with the hash of all before it, so that none can be taken out
 * unseen. One process at a time has it open.
 */
export class KeepingLog {
  readonly #file: ChainedFile;
  readonly #lock: string;
  #state: KeepingState;

  private constructor(file: ChainedFile, lock: string, state: KeepingState) {
    this.#file = file;
    this.#lock = lock;
    this.#state = state;
  }

  /** Waits for another process that has it open. Throws when it takes too long, when a line is not what was written, or what the disk says. */
  static async open(dataDir: string): Promise<KeepingLog> {
    const path = join(dataDir, keepingName);
    const lock = `${path}.lock`;
    await takeLock(lock);
    try {
      const options = { path, mode: 0o600, empty: emptyChain('keeping', 'archives') };
      const look = await ChainedFile.open({ ...options, frozen: true });
      // What was tampered with is looked at by a person, and neither mended nor gone on with.
      if (look.damagedLine !== null) throw new Error(`${path}: line ${look.damagedLine} is not what was written`);
      const { file, values } = await ChainedFile.open({ ...options, frozen: false });
      const records = values.map(readRecord).filter((record) => record !== null);
      return new KeepingLog(file, lock, records.reduce(evolveKeeping, emptyKeeping));
    } catch (error) {
      await rm(lock, { force: true });
      throw error;
    }
  }

  get state(): KeepingState {
    return this.#state;
  }

  /** It outlives a power cut once this returns. @param by who does it */
  async append(by: string, event: KeepingEvent): Promise<KeepingRecord> {
    const record: KeepingRecord = { at: Date.now(), by, event };
    await this.#file.append([record]);
    await this.#file.sync();
    this.#state = evolveKeeping(this.#state, record);
    return record;
  }

  /** Idempotent. */
  async close(): Promise<void> {
    await this.#file.close();
    await rm(this.#lock, { force: true });
  }
}

/** What holds now, for those who change nothing. Lines behind a damaged one do not count. */
export async function readKeeping(dataDir: string): Promise<KeepingState> {
  const empty = emptyChain('keeping', 'archives');
  const { values } = await ChainedFile.open({ path: join(dataDir, keepingName), mode: 0o600, empty, frozen: true });
  return values
    .map(readRecord)
    .filter((record) => record !== null)
    .reduce(evolveKeeping, emptyKeeping);
}

async function takeLock(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (let tries = 0; tries < lockTries; tries += 1) {
    try {
      const handle = await open(path, 'wx', 0o600);
      await handle.writeFile(String(process.pid));
      await handle.close();
      return;
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    const pid = Number(await readFile(path, 'utf8').catch(() => ''));
    // Of a process that was killed; one that has just made its lock has not written its number yet.
    if (pid > 0 && !isAlive(pid)) await rm(path, { force: true });
    else await wait(lockWaitMs);
  }
  throw new Error(`${path} is held by another process`);
}
