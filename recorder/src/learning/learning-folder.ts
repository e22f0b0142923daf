import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveFolder } from '../archive/archive-folder.ts';

/** Where an archive's learning records lie: in its private part, which is never served. */
export class LearningFolder {
  readonly path: string;

  constructor(archive: ArchiveFolder) {
    this.path = join(archive.private, 'learning');
  }

  get statements(): string {
    return join(this.path, 'statements.jsonl');
  }

  /** Statements that the LRS refused, with what it said. */
  get refused(): string {
    return join(this.path, 'refused.jsonl');
  }

  /** How far the statements are delivered. */
  get delivery(): string {
    return join(this.path, 'delivery.json');
  }

  get classrooms(): string {
    return join(this.path, 'classrooms.csv');
  }

  get pupils(): string {
    return join(this.path, 'pupils.csv');
  }

  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
  }
}
