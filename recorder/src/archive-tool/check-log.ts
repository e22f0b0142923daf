import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ArchiveChain } from '@tongke/signaling/protocol/lesson';
import { fileLines } from '../archive/file-lines.ts';
import { emptyChain, type LogName, readChainLine } from '../archive/hash-chain.ts';
import type { Fault } from './fault.ts';
import { openInside } from './safe-path.ts';

/** A log as its manifest tells of it. */
export interface ListedLog {
  name: LogName;
  lessonId: string;
  path: string;
  /** Null for one of before there were chains. */
  chain: ArchiveChain | null;
  /** Null where none was kept. */
  sha256: string | null;
}

/** Holds a log against its chain line by line, and its whole file against its hash. @param root as for files */
export async function checkLog(root: string, { name, lessonId, path, chain, sha256 }: ListedLog): Promise<Fault[]> {
  const opened = await openInside(root, path);
  if (opened.state === 'missing') return [{ type: 'missing', path }];
  if (opened.state === 'unsafe') return [{ type: 'unsafePath', path }];
  await opened.handle.close();
  const faults: Fault[] = [];
  const hash = createHash('sha256');
  let tails = [emptyChain(name, lessonId)];
  let foundLines = 0;
  for await (const { bytes, ended } of fileLines(join(root, path))) {
    hash.update(bytes);
    if (ended) hash.update('\n');
    foundLines += 1;
    if (chain === null || foundLines > chain.lines) continue;
    const read = readChainLine(tails, bytes);
    tails = read.fits ? [read.tail] : read.tails;
    if (!read.fits) faults.push({ type: 'logLine', path, line: foundLines });
  }
  if (chain !== null && foundLines !== chain.lines) {
    faults.push({ type: 'logLength', path, expectedLines: chain.lines, foundLines });
  }
  if (faults.length > 0) return faults;
  // Every line fits the ones before it, and yet it is another log.
  const isOther = chain !== null && tails[0]?.head !== chain.head;
  const isAltered = sha256 !== null && hash.digest('hex') !== sha256;
  return isOther || isAltered ? [{ type: 'altered', path }] : [];
}
