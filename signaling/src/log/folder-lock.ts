import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LogUnavailable } from './log.ts';

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/**
 * Takes a folder for this process alone, until the returned function is called or the process ends in whatever way.
 *
 * The lock is the operating system's (SQLite's exclusive lock on the empty file `lock`), so it cannot be left behind by a killed
 * process, a reboot or a reused process id, and two containers on one machine see each other. `owner.json` only names the holder.
 *
 * @throws {LogUnavailable} Another process, or this one, holds it.
 */
export function lockFolder(folder: string): () => void {
  const database = new DatabaseSync(join(folder, 'lock'));
  const ownerFile = join(folder, 'owner.json');
  try {
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    const busy = cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY;
    if (!busy) throw new LogUnavailable(`The log folder ${folder} cannot be locked`, { cause });
    throw new LogUnavailable(`The log folder ${folder} is in use${ownerOf(ownerFile)}; only one process may write it`, {
      cause,
    });
  }
  const since = new Date(Date.now() - process.uptime() * 1000).toISOString();
  writeFileSync(ownerFile, `${JSON.stringify({ pid: process.pid, since })}\n`);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    database.close();
  };
}

function ownerOf(ownerFile: string): string {
  try {
    const owner: unknown = JSON.parse(readFileSync(ownerFile, 'utf8'));
    if (owner && typeof owner === 'object' && 'pid' in owner && 'since' in owner) {
      return ` by process ${owner.pid} (started ${owner.since})`;
    }
  } catch {
    // Whoever holds the folder has not yet signed, or the note was deleted: the lock still stands.
  }
  return '';
}
