import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Some statements in the order of their file. */
export interface Batch {
  /** Each as JSON. */
  statements: string[];
  lengthBytes: number;
}

/** What one request holds at most; a single statement may be longer. */
export interface BatchLimits {
  statements: number;
  lengthBytes: number;
}

/** The statements of a file from a byte on, in batches. `limits` is asked anew for each. Throws what the disk says. */
export async function* readBatches(path: string, fromByte: number, limits: () => BatchLimits): AsyncGenerator<Batch> {
  const input = createReadStream(path, { start: fromByte });
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let batch: Batch = { statements: [], lengthBytes: 0 };
  try {
    for await (const line of lines) {
      const lengthBytes = lengthOf(line);
      const most = limits();
      const isFull = batch.statements.length >= most.statements || batch.lengthBytes + lengthBytes > most.lengthBytes;
      if (isFull && batch.statements.length > 0) {
        yield batch;
        batch = { statements: [], lengthBytes: 0 };
      }
      batch.statements.push(line);
      batch.lengthBytes += lengthBytes;
    }
    if (batch.statements.length > 0) yield batch;
  } finally {
    lines.close();
    input.destroy();
  }
}

/** Bytes that a statement takes in its file. */
export const lengthOf = (line: string): number => Buffer.byteLength(line) + 1;
