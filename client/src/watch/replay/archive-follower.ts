import { type ErrorCode, LessonError } from '@tongke/signaling/protocol/lesson';
import { errorCodeOf } from '../../api/error-code.ts';
import { EventFile } from './event-file.ts';
import { joinWindow } from './join-window.ts';
import { type Archive, archiveUrl, loadManifest } from './load-archive.ts';

/** How often a growing archive is looked at: its newest part, or, where there is none, its whole manifest. */
const windowEveryMs = 700;
/** At first oftener: how soon a segment can be had is learnt from the quickest. */
const learning = { looks: 20, everyMs: 250 } as const;
const wholeEveryMs = 4_000;
/** After a failure. */
const againMs = 1_000;
/** Errors that waiting cannot mend. */
const final: readonly ErrorCode[] = ['badRequest', 'unsupportedMedia'];

export type ArchiveLoad =
  | { state: 'loading' }
  /** `notFound`: not written yet; `unavailable`: the line is down. Tried again by itself. */
  | { state: 'waiting'; code: ErrorCode }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'ready'; archive: Archive };

/**
 * Reads an archive, waits for one that does not exist yet, and follows one that grows: by its newest part every 0.7 s. What is known stays
 * while the line is down. Owns its timer and requests until `close`.
 */
export class ArchiveFollower {
  readonly #archivePath: string;
  readonly #onLoad: (load: ArchiveLoad) => void;
  readonly #stop = new AbortController();
  #archive: Archive | null = null;
  #events: EventFile | null = null;
  #hasWindow = true;
  #looks = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(archivePath: string, onLoad: (load: ArchiveLoad) => void) {
    this.#archivePath = archivePath;
    this.#onLoad = onLoad;
    void this.#look();
  }

  /** Idempotent. */
  close(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      this.#archive = await this.#read();
      if (this.#stop.signal.aborted) return;
      this.#onLoad({ state: 'ready', archive: this.#archive });
      if (!this.#archive.manifest.sealed) this.#later(this.#pauseMs());
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const code = errorCodeOf(error);
      // What plays goes on playing while the line is down.
      if (!this.#archive) this.#onLoad({ state: final.includes(code) ? 'failed' : 'waiting', code });
      if (this.#archive || !final.includes(code)) this.#later(againMs);
    }
  }

  #pauseMs(): number {
    if (!this.#hasWindow) return wholeEveryMs;
    this.#looks += 1;
    return this.#looks <= learning.looks ? learning.everyMs : windowEveryMs;
  }

  #later(afterMs: number): void {
    this.#timer = setTimeout(() => void this.#look(), afterMs);
  }

  async #read(): Promise<Archive> {
    const { signal } = this.#stop;
    const askedAt = performance.now();
    const baseUrl = archiveUrl(this.#archivePath);
    const manifest = (await this.#joined(baseUrl)) ?? (await loadManifest(baseUrl, 'manifest.json', signal));
    this.#events ??= new EventFile(new URL(manifest.events.path, baseUrl));
    return { baseUrl, manifest, entries: await this.#events.read(signal), askedAt };
  }

  /** What is known with what is new; null when the manifest must be read whole. */
  async #joined(baseUrl: string): Promise<Archive['manifest'] | null> {
    if (!this.#archive) return null;
    try {
      const window = await loadManifest(baseUrl, 'live.json', this.#stop.signal);
      this.#hasWindow = true;
      return joinWindow(this.#archive.manifest, window);
    } catch (error) {
      // Sealed by now, or written by a recorder that keeps none.
      this.#hasWindow = !(error instanceof LessonError && error.code === 'notFound');
      if (this.#hasWindow) throw error;
      return null;
    }
  }
}
