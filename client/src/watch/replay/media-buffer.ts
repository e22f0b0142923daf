import type { Span } from './span.ts';

/**
 * A `SourceBuffer` on the lesson's timeline: what is appended lies where its own decode time says, and the element's
 * current time is the lesson's (MSE, `segments` mode, no timestamp offset). Owns the element's source.
 */
export class MediaBuffer {
  readonly #element: HTMLMediaElement;
  readonly #mediaSource = new MediaSource();
  readonly #url: string;
  #buffer: SourceBuffer | null = null;
  #closed = false;

  constructor(element: HTMLMediaElement, mediaType: string) {
    this.#element = element;
    this.#url = URL.createObjectURL(this.#mediaSource);
    this.#mediaSource.addEventListener(
      'sourceopen',
      () => {
        if (this.#closed) return;
        // No end: a seek may go anywhere, and the lesson may still be growing.
        this.#mediaSource.duration = Number.POSITIVE_INFINITY;
        this.#buffer = this.#mediaSource.addSourceBuffer(mediaType);
      },
      { once: true },
    );
    element.src = this.#url;
  }

  /** Open, and nothing is being appended or removed. */
  get idle(): boolean {
    return this.#buffer !== null && this.#mediaSource.readyState === 'open' && !this.#buffer.updating;
  }

  /** Resolves once something can be appended; rejects with the abort. */
  opened(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#buffer) resolve();
      // Comes after the listener that makes the buffer.
      this.#mediaSource.addEventListener('sourceopen', () => resolve(), { once: true, signal });
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  /** What can be played, merged. */
  get spans(): Span[] {
    const ranges = this.#closed ? undefined : this.#buffer?.buffered;
    return Array.from({ length: ranges?.length ?? 0 }, (_, index) => ({
      fromMs: (ranges?.start(index) ?? 0) * 1_000,
      toMs: (ranges?.end(index) ?? 0) * 1_000,
    }));
  }

  /** Rejects with the browser's own error: `QuotaExceededError` when it is full, anything else when the data is bad. */
  append(data: ArrayBuffer): Promise<void> {
    return this.#change((buffer) => buffer.appendBuffer(data));
  }

  remove({ fromMs, toMs }: Span): Promise<void> {
    return this.#change((buffer) => buffer.remove(Math.max(0, fromMs / 1_000), toMs / 1_000));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#buffer = null;
    this.#element.pause();
    this.#element.removeAttribute('src');
    this.#element.load();
    URL.revokeObjectURL(this.#url);
  }

  #change(act: (buffer: SourceBuffer) => void): Promise<void> {
    const buffer = this.#buffer;
    if (!buffer) return Promise.reject(new Error('the media buffer is closed'));
    return new Promise((resolve, reject) => {
      let failed = false;
      const onError = () => {
        failed = true;
      };
      buffer.addEventListener('error', onError, { once: true });
      buffer.addEventListener(
        'updateend',
        () => {
          buffer.removeEventListener('error', onError);
          if (failed) reject(new Error('the browser cannot read this media'));
          else resolve();
        },
        { once: true },
      );
      act(buffer);
    });
  }
}
