import { LineMeter } from './line-meter.ts';

/** Fetches an archive's files. One for all tracks of a replay, so that it knows the line. */
export class SegmentLoader {
  readonly meter = new LineMeter();
  readonly #baseUrl: string;
  readonly #inits = new Map<string, Promise<ArrayBuffer>>();

  /** `baseUrl`: the archive's folder, with a slash at its end. */
  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  /** Rejects when the file cannot be had. */
  async load(path: string, signal: AbortSignal): Promise<ArrayBuffer> {
    const startedAt = performance.now();
    const data = await this.#fetch(path, signal);
    this.meter.add(data.byteLength, performance.now() - startedAt);
    return data;
  }

  /** Kept once loaded: every layer has few, and each seek needs one again. */
  loadInit(path: string): Promise<ArrayBuffer> {
    const known = this.#inits.get(path);
    if (known) return known;
    const loading = this.#fetch(path, AbortSignal.timeout(20_000));
    this.#inits.set(path, loading);
    loading.catch(() => this.#inits.delete(path));
    return loading;
  }

  async #fetch(path: string, signal: AbortSignal): Promise<ArrayBuffer> {
    const response = await fetch(new URL(path, this.#baseUrl), { signal });
    if (!response.ok) throw new Error(`${path}: status ${response.status}`);
    return response.arrayBuffer();
  }
}
