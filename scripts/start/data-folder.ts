import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartError } from './start-error.ts';
import { text } from './text.ts';

/** A data folder that belongs to this process until it is closed. */
export interface DataFolder {
  readonly path: string;
  readonly sharedKeyFile: string;
  readonly logsDir: string;
  /** Lets the next supervisor have the folder. Idempotent. */
  close(): void;
}

/**
 * Makes the folder where it is missing, takes it for this process and sees to the key that authenticates the links between
 * the processes.
 * @throws {StartError} when another supervisor runs on it
 */
export function openDataFolder(folder: string): DataFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = path.join(folder, 'supervisor.lock');
  const mine = holder(process.pid);
  while (!placeWhole(lock, mine)) {
    const held = readFileSync(lock, 'utf8');
    const pid = Number.parseInt(held, 10);
    if (isHeld(pid, held)) throw new StartError(text.alreadyRuns(folder, pid));
    rmSync(lock, { force: true });
  }
  const logsDir = path.join(folder, 'logs');
  mkdirSync(logsDir, { recursive: true });
  const sharedKeyFile = path.join(folder, 'shared-key');
  keepSharedKey(sharedKeyFile);
  return {
    path: folder,
    sharedKeyFile,
    logsDir,
    close() {
      if (existsSync(lock) && readFileSync(lock, 'utf8') === mine) rmSync(lock, { force: true });
    },
  };
}

/** Writes a file that only this user can read, whatever its mode was before. */
export function writePrivately(file: string, content: string): void {
  writeFileSync(file, content, { mode: 0o600 });
  chmodSync(file, 0o600);
}

function keepSharedKey(file: string): void {
  if (!existsSync(file)) placeWhole(file, `${randomBytes(32).toString('hex')}\n`);
  chmodSync(file, 0o600);
  if (!/^[0-9a-f]{64}$/i.test(readFileSync(file, 'utf8').trim())) throw new StartError(text.badKey(file));
}

// A link appears with its content at once, or not at all when the name is taken.
function placeWhole(file: string, content: string): boolean {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, content, { mode: 0o600 });
  try {
    linkSync(fresh, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}

function isHeld(pid: number, held: string): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
  }
  return holder(pid) === held;
}

// The process's start time (field 22 of /proc/<pid>/stat) tells it from a later one with the same number.
function holder(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}\n`;
  } catch {
    return `${pid}\n`;
  }
}
