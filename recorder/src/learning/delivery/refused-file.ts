import { open, readFile } from 'node:fs/promises';
import { isCode } from '../../archive/files.ts';

/** Statements that a store refused, each with what it said, so that none is lost. */
export class RefusedFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Adds one, unless it is there already. Outlives a power cut once this returns. */
  async add(statement: string, status: number, words: string): Promise<void> {
    const before = await this.#text();
    if (before.includes(`"statement":${statement}}\n`)) return;
    const line = `${JSON.stringify({ status, words }).slice(0, -1)},"statement":${statement}}\n`;
    const handle = await open(this.#path, 'a', 0o600);
    try {
      // A line that a power cut tore is ended, and its statement comes again here.
      await handle.writeFile(before === '' || before.endsWith('\n') ? line : `\n${line}`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  async #text(): Promise<string> {
    try {
      return await readFile(this.#path, 'utf8');
    } catch (error) {
      if (isCode(error, 'ENOENT')) return '';
      throw error;
    }
  }
}
