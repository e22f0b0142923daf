import { type FileHandle, open } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { ArchiveGap, ArchiveLayer, ArchiveSegment } from '@tongke/signaling/protocol/lesson';
import { writeWhole } from './files.ts';
import { segmentMs } from './segment.ts';

/** A hole at least this long is a missing segment. */
const missingMs = segmentMs / 4;
const leastTargetSeconds = segmentMs / 1000;

/**
 * One layer's media playlist (RFC 8216, type EVENT): added to with each segment, rewritten only when a segment is longer
 * than any before. Owned by the layer's writer.
 */
export class Playlist {
  readonly #path: string;
  readonly #folder: string;
  readonly #startedAtMs: number;
  #entries = '';
  #targetSeconds = leastTargetSeconds;
  #written = false;
  /** Of the file as it stands; null until something is added to it. */
  #handle: FileHandle | null = null;
  #last: { initPath: string; endMs: number } | null = null;
  /** What has been said to be missing since the last segment ends here. */
  #missingUntilMs: number | null = null;

  /** @param name relative to the manifest @param startedAtMs the lesson clock at the media timeline's zero */
  constructor(root: string, name: string, startedAtMs: number) {
    this.#path = join(root, name);
    this.#folder = posix.dirname(name);
    this.#startedAtMs = startedAtMs;
  }

  /** Takes over what an earlier recorder left. Nothing is written before the next segment. */
  restore({ segments, gaps }: ArchiveLayer): void {
    for (const segment of segments) this.#entries += this.#entry(segment, gaps);
  }

  async add(segment: ArchiveSegment, gaps: readonly ArchiveGap[]): Promise<void> {
    // It was said to be missing, and players have gone by. The whole list has it.
    if (this.#missingUntilMs !== null && segment.startMs < this.#missingUntilMs - missingMs) return;
    const before = this.#targetSeconds;
    const entry = this.#entry(segment, gaps);
    this.#entries += entry;
    if (this.#written && this.#targetSeconds === before) await this.#append(entry);
    else await this.#rewrite('');
    this.#written = true;
  }

  /** While others of its picture go on: nothing of the layer is there up to a moment. Whole slots are said, one by one. */
  async asleep(untilMs: number): Promise<void> {
    if (this.#last === null || !this.#written) return;
    const lines: string[] = [];
    let at = this.#missingUntilMs ?? this.#last.endMs;
    if (this.#missingUntilMs === null) lines.push('#EXT-X-DISCONTINUITY');
    const begun = at;
    for (; at + segmentMs - missingMs <= untilMs; at = Math.min(at + segmentMs, untilMs)) {
      lines.push(...this.#missingSlot(at, Math.min(at + segmentMs, untilMs), 'sourcePaused'));
    }
    if (at === begun) return;
    this.#missingUntilMs = at;
    const entry = `${lines.join('\n')}\n`;
    this.#entries += entry;
    await this.#append(entry);
  }

  /** Nothing more comes. @param layer the whole list is written as the manifest has it */
  async end(layer?: ArchiveLayer): Promise<void> {
    if (layer) {
      this.#entries = '';
      this.#last = null;
      this.#missingUntilMs = null;
      this.restore(layer);
    }
    await this.#rewrite('#EXT-X-ENDLIST\n');
  }

  /** Lets go of the file, which may be added to again. Idempotent. */
  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  async #append(entry: string): Promise<void> {
    this.#handle ??= await open(this.#path, 'a');
    await this.#handle.appendFile(entry);
  }

  async #rewrite(tail: string): Promise<void> {
    await this.close();
    const head = [
      '#EXTM3U',
      '#EXT-X-VERSION:8',
      `#EXT-X-TARGETDURATION:${this.#targetSeconds}`,
      '#EXT-X-PLAYLIST-TYPE:EVENT',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '',
    ].join('\n');
    await writeWhole(this.#path, head + this.#entries + tail, { sync: false });
  }

  #entry(segment: ArchiveSegment, gaps: readonly ArchiveGap[]): string {
    const { startMs, durationMs, initPath, path } = segment;
    this.#targetSeconds = Math.max(this.#targetSeconds, Math.round(durationMs / 1000));
    const lines: string[] = [];
    const saidUntilMs = this.#missingUntilMs;
    this.#missingUntilMs = null;
    const fromMs = saidUntilMs ?? this.#last?.endMs ?? startMs;
    const holeMs = startMs - fromMs;
    // A WebM segment is its own initialisation.
    const hasInit = initPath !== path;
    const isNewInit = hasInit && this.#last !== null && this.#last.initPath !== initPath;
    if (holeMs >= missingMs) {
      if (saidUntilMs === null) lines.push('#EXT-X-DISCONTINUITY');
      lines.push(...this.#missing(fromMs, startMs, gaps));
    }
    if (isNewInit || holeMs >= missingMs || saidUntilMs !== null) lines.push('#EXT-X-DISCONTINUITY');
    if (hasInit && (this.#last === null || isNewInit)) lines.push(`#EXT-X-MAP:URI="${this.#nameOf(initPath)}"`);
    lines.push(this.#date(startMs), `#EXTINF:${(durationMs / 1000).toFixed(6)},`, this.#nameOf(path), '');
    this.#last = { initPath, endMs: startMs + durationMs };
    return lines.join('\n');
  }

  /** Entries of at most 2 s that say that nothing is there. */
  #missing(fromMs: number, toMs: number, gaps: readonly ArchiveGap[]): string[] {
    const cause = gaps.find((gap) => gap.fromMs < toMs && gap.toMs > fromMs)?.cause ?? 'loss';
    const lines: string[] = [];
    for (let at = fromMs; at < toMs; at += segmentMs) {
      lines.push(...this.#missingSlot(at, Math.min(at + segmentMs, toMs), cause));
    }
    return lines;
  }

  #missingSlot(fromMs: number, toMs: number, cause: ArchiveGap['cause']): string[] {
    const seconds = (toMs - fromMs) / 1000;
    return ['#EXT-X-GAP', this.#date(fromMs), `#EXTINF:${seconds.toFixed(6)},${cause}`, 'missing.m4s'];
  }

  /** A path of the manifest as seen from the playlist: in a repaired archive a segment may lie elsewhere. */
  #nameOf(path: string): string {
    return posix.relative(this.#folder, path);
  }

  #date(atMs: number): string {
    return `#EXT-X-PROGRAM-DATE-TIME:${new Date(this.#startedAtMs + atMs).toISOString()}`;
  }
}
