import { type LessonEntry, LessonError } from '@tongke/signaling/protocol/lesson';

const lineEnd = 10;
const timeoutMs = 10_000;

/** Reads an archive's file of events, and later what was added to it: only that comes over the line where the server knows ranges. */
export class EventFile {
  readonly #url: URL;
  #entries: readonly LessonEntry[] = [];
  #lengthBytes = 0;

  constructor(url: URL) {
    this.#url = url;
  }

  /** All entries so far; the same array while there is nothing new. Throws `LessonError` `unavailable`, and the caller's own abort. */
  async read(signal: AbortSignal): Promise<readonly LessonEntry[]> {
    const added = await this.#added(signal);
    // A torn last line, as a growing file may have, is read again when it is whole.
    const wholeBytes = added.lastIndexOf(lineEnd) + 1;
    if (wholeBytes === 0) return this.#entries;
    this.#lengthBytes += wholeBytes;
    const entries = parseEntries(new TextDecoder().decode(added.subarray(0, wholeBytes)));
    if (entries.length > 0) this.#entries = [...this.#entries, ...entries];
    return this.#entries;
  }

  async #added(signal: AbortSignal): Promise<Uint8Array> {
    const known = this.#lengthBytes;
    try {
      const response = await fetch(this.#url, {
        cache: 'no-store',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        ...(known > 0 && { headers: { range: `bytes=${known}-` } }),
      });
      // Not there yet, or nothing was added (RFC 9110, section 15.5.17).
      if (response.status === 404 || response.status === 416) return new Uint8Array();
      if (!response.ok) throw new Error(`status ${response.status}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      return response.status === 206 ? bytes : bytes.subarray(known);
    } catch (error) {
      if (signal.aborted) throw error;
      throw new LessonError('unavailable', 'the events of the archive got no answer', { cause: error });
    }
  }
}

/** Reads one entry per line; what cannot be read is left out. */
function parseEntries(text: string): LessonEntry[] {
  return text.split('\n').flatMap((line): LessonEntry[] => {
    if (line.trim() === '') return [];
    try {
      const entry: LessonEntry = JSON.parse(line);
      return Number.isFinite(entry?.at) && typeof entry.event?.type === 'string' ? [entry] : [];
    } catch {
      return [];
    }
  });
}
