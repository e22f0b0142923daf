import { createReadStream } from 'node:fs';

const lineEnd = 0x0a;
const chunkBytes = 256 * 1024;
/** No line that this program writes comes near. */
const longestLineBytes = 64 * 1024 * 1024;

/** One line, without its end; the last one may lack it. */
export interface FileLine {
  readonly bytes: Buffer;
  readonly ended: boolean;
}

/** The lines of a file one after the other, however long it is. Throws what the disk says. */
export async function* fileLines(path: string): AsyncGenerator<FileLine> {
  let pieces: Buffer[] = [];
  let lengthBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let at = chunk.indexOf(lineEnd); at >= 0; at = chunk.indexOf(lineEnd, start)) {
      yield { bytes: Buffer.concat([...pieces, chunk.subarray(start, at)]), ended: true };
      pieces = [];
      lengthBytes = 0;
      start = at + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
    lengthBytes += chunk.length - start;
    if (lengthBytes > longestLineBytes)
      throw new RangeError(`${path} has a line of more than ${longestLineBytes} bytes`);
  }
  if (pieces.length > 0) yield { bytes: Buffer.concat(pieces), ended: false };
}
