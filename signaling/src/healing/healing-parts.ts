import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type HealingPart,
  healingFolder,
  healingLimits,
  LessonError,
  type LessonId,
  type ParticipantId,
} from '../../protocol/lesson.ts';

/** What seats have brought for archives, in files that a recorder takes and removes. */
export class HealingParts {
  readonly #folder: string;
  readonly #now: () => number;
  #tidiedAt = 0;

  /** @param now milliseconds since the epoch */
  constructor(dataDir: string, now = Date.now) {
    this.#folder = join(dataDir, healingFolder);
    this.#now = now;
  }

  /** Names of a seat's parts that wait for a recorder. */
  async of(lessonId: LessonId, seat: ParticipantId): Promise<string[]> {
    const own = `${prefixOf(seat)}-`;
    const names = await this.#names(lessonId);
    return names.filter((name) => name.startsWith(own)).map((name) => name.slice(own.length, -ending.length));
  }

  /** Keeps a part under its name; the same one again changes nothing. Throws LessonError `tooLarge`, `diskFull`. */
  async keep(lessonId: LessonId, partId: string, part: HealingPart & { participantId: ParticipantId }): Promise<void> {
    await this.#tidy();
    const name = `${prefixOf(part.participantId)}-${partId}${ending}`;
    const names = await this.#names(lessonId);
    if (names.includes(name)) return;
    const own = names.filter((each) => each.startsWith(`${prefixOf(part.participantId)}-`));
    if (own.length >= healingLimits.partsPerSeat) throw new LessonError('tooLarge', 'too much for one seat');
    if (names.length >= healingLimits.partsPerLesson) throw new LessonError('tooLarge', 'too much for one lesson');
    const folder = join(this.#folder, lessonId);
    const temporary = join(folder, `.${randomUUID()}`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(temporary, JSON.stringify(part), { mode: 0o600, flush: true });
      await rename(temporary, join(folder, name));
    } catch (error) {
      await rm(temporary, { force: true });
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
        throw new LessonError('diskFull', 'the disk is full', { cause: error });
      }
      throw error;
    }
  }

  /** Removes what waited too long, of all lessons. Looks once an hour. */
  async #tidy(): Promise<void> {
    const now = this.#now();
    if (now - this.#tidiedAt < tidyMs) return;
    this.#tidiedAt = now;
    const found = await readdir(this.#folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const file of found.filter((each) => each.isFile())) {
      const path = join(file.parentPath, file.name);
      const { mtimeMs = now } = (await stat(path).catch(() => null)) ?? {};
      if (now - mtimeMs < healingLimits.partKeptForMs) continue;
      await rm(path, { force: true });
      await rmdir(file.parentPath).catch(() => {});
    }
  }

  async #names(lessonId: LessonId): Promise<string[]> {
    const names = await readdir(join(this.#folder, lessonId)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return names.filter((name) => name.endsWith(ending));
  }
}

const ending = '.json';
const tidyMs = 3_600_000;
const prefixOf = (seat: ParticipantId): string => createHash('sha256').update(seat).digest('hex').slice(0, 32);
