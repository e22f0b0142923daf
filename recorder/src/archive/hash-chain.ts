import { createHash } from 'node:crypto';

/** Where a chain of lines stands: what the next line is hashed behind. */
export interface ChainTail {
  readonly lines: number;
  /** SHA-256 of the last line and all before it, base64url. */
  readonly head: string;
}

/** Two logs that are kept of a lesson: all of it, and what everyone may see; and the record of what became of archives. */
export type LogName = 'log' | 'events' | 'keeping';

/** The beginning of a chain. It carries what the file is, so that one log cannot pass for another. */
export function emptyChain(name: LogName, lessonId: string): ChainTail {
  return { lines: 0, head: createHash('sha256').update(`tongke archive ${name} ${lessonId}`).digest('base64url') };
}

const lineHead = /^\{"hash":"([\w-]{43})",/;
/** `{"hash":"`, 43 characters, `",`. */
const headBytes = 54;

/** A JSON object with at least one member as the line that follows `tail`, without its line end. */
export function chainLine(tail: ChainTail, json: string): { line: string; tail: ChainTail } {
  const head = hashLine(tail, Buffer.from(json.slice(1)));
  return { line: `{"hash":"${head}",${json.slice(1)}`, tail: { lines: tail.lines + 1, head } };
}

/** A line as it was found. */
export type ReadLine =
  /** Its hash is that of the lines before it and of itself. */
  | { fits: true; tail: ChainTail }
  /** It is not what was written, or not what was written there. `tails`: what a line may be behind that is right itself. */
  | { fits: false; tails: ChainTail[] };

/** Whether a line follows one of several tails: more than one when the line before was wrong. */
export function readChainLine(tails: readonly ChainTail[], line: Buffer): ReadLine {
  const written = lineHead.exec(line.toString('latin1', 0, headBytes))?.[1];
  const rest = line.subarray(headBytes);
  const computed = tails.map((tail) => ({ lines: tail.lines + 1, head: hashLine(tail, rest) }));
  const fitting = written === undefined ? undefined : computed.find(({ head }) => head === written);
  if (fitting !== undefined) return { fits: true, tail: fitting };
  const lines = (tails[0]?.lines ?? 0) + 1;
  // Either its text was changed and the hash is right, or the hash was.
  return { fits: false, tails: written === undefined ? computed : [...computed.slice(-3), { lines, head: written }] };
}

/** Whether a file's first line says that it is chained. */
export const isChained = (firstLine: Buffer): boolean => lineHead.test(firstLine.toString('latin1', 0, headBytes));

/** `rest` is the line's text behind its first brace and its hash. */
function hashLine(tail: ChainTail, rest: Buffer): string {
  return createHash('sha256').update(`${tail.head}\n{`).update(rest).digest('base64url');
}
