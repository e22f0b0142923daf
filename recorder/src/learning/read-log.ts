import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { LessonEntry } from '@tongke/signaling/protocol/lesson';

/** A lesson's log that is not as it was written. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';
  /** From 1. */
  readonly line: number;

  constructor(line: number, what: string) {
    // Not its path: that holds the archive's secret.
    super(`log, line ${line}: ${what}`);
    this.line = line;
  }
}

/**
 * The entries of an archive's whole log, read line by line without changing the file, which may still grow. A torn last line is left
 * out. Throws {@link LogDamaged} for a line that is no entry or does not follow the one before, and what the disk says.
 */
export async function* readLog(path: string): AsyncGenerator<LessonEntry> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  let sequence = 0;
  let waiting: { text: string; number: number } | null = null;
  try {
    for await (const text of lines) {
      number += 1;
      if (waiting) yield take(waiting);
      waiting = { text, number };
    }
  } finally {
    lines.close();
  }
  if (waiting && isWhole(waiting.text)) yield take(waiting);

  function take(line: { text: string; number: number }): LessonEntry {
    const entry = entryOf(line.text);
    if (entry === null) throw new LogDamaged(line.number, 'not an entry of a lesson');
    if (entry.sequence !== sequence + 1) throw new LogDamaged(line.number, `not entry ${sequence + 1}`);
    sequence = entry.sequence;
    return entry;
  }
}

const isWhole = (text: string): boolean => entryOf(text) !== null;

function entryOf(text: string): LessonEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('sequence' in value && 'at' in value && 'event' in value)) {
    return null;
  }
  const { sequence, at, event } = value;
  const isEvent = typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string';
  // What is inside was checked when signaling took it.
  return Number.isSafeInteger(sequence) && Number.isFinite(at) && isEvent ? (value as LessonEntry) : null;
}
