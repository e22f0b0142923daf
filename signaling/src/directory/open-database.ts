import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { nodeSqlite } from './node-sqlite.ts';
import type { DirectoryTables } from './tables.ts';

/** The directory's file in the data folder. */
export const directoryFile = 'directory.sqlite';

/**
 * Opens, or makes, the embedded directory. Only this user can read its file. What is erased is written over with zeros
 * (`secure_delete`) and waits in no journal (`TRUNCATE`), so that a name is gone from the disk's file at once.
 */
export function openDatabase(dataDir: string): Kysely<DirectoryTables> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, directoryFile);
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const database = new DatabaseSync(path);
  database.exec(
    'PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000',
  );
  return new Kysely<DirectoryTables>({ dialect: new SqliteDialect({ database: nodeSqlite(database) }) });
}
