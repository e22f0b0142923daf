import { LineMeter } from './line-meter.ts';

/** Fetches an archive's files. One for all tracks of a replay, so that it knows the line. */
export class SegmentLoader {
  readonly meter = new LineMeter();
  readonly #baseUrl: string;
  /** Whether the last file that was asked for got no answer at all. */
  lineDown = false;
  readonly #inits = new Map<string, Promise<ArrayBuffer>>();

  /** `baseUrl`: the archive's folder, with a slash at its end. */
  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  /** Rejects when the file cannot be had. */
  async load(path: string, signal: AbortSignal): Promise<ArrayBuffer> {
    const startedAt = performance.now();
    const response = await this.#ask(path, signal);
    const waitedMs = performance.now() - startedAt;
    const data = await response.arrayBuffer();
    this.meter.add(data.byteLength, waitedMs, performance.now() - startedAt);
    return data;
  }

  /** Kept once loaded: every layer has few, and each seek needs one again. */
  loadInit(path: string): Promise<ArrayBuffer> {
    const known = this.#inits.get(path);
    if (known) return known;
    const loading = this.#ask(path, AbortSignal.timeout(20_000)).then((response) => response.arrayBuffer());
    this.#inits.set(path, loading);
    loading.catch(() => this.#inits.delete(path));
    return loading;
  }

  async #ask(path: string, signal: AbortSignal): Promise<Response> {
    const response = await fetch(new URL(path, this.#baseUrl), { signal }).catch((error: unknown) => {
      this.lineDown ||= !signal.aborted || signal.reason?.name === 'TimeoutError';
      throw error;
    });
    this.lineDown = false;
    if (!response.ok) throw new Error(`${path}: status ${response.status}`);
    return response;
  }
}
