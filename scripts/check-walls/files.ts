import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Breach, isSource, type Source } from './source.ts';

/** The longest that a source file may be. */
export const maxLines = 300;

// Written in two parts, so that this file does not name what it forbids.
const unfinished = new RegExp(`\\b(${['TO', 'FIX'].map((word) => word + (word === 'TO' ? 'DO' : 'ME')).join('|')})\\b`);
const texts = /\.(ts|tsx|mjs|js|css|html|json|md|sh|lua|yml|yaml)$/;
const plainName = /^(\.)?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|tsx|mjs)$/;

/** Checks that files stay short, bear plain names and hold nothing unfinished. */
export function checkFiles(root: string, files: readonly string[], sources: readonly Source[]): Breach[] {
  const long = sources
    .filter((source) => countLines(source) > maxLines)
    .map((source) => ({ file: source.file, problem: `has ${countLines(source)} lines: ${maxLines} are the most` }));
  const named = files
    .filter((file) => isSource(file) && !plainName.test(path.posix.basename(file)))
    .map((file) => ({ file, problem: 'has a name that is not kebab-case' }));
  const open = files
    .filter((file) => texts.test(file) && file !== 'package-lock.json')
    .flatMap((file) => {
      const word = unfinished.exec(readFileSync(path.join(root, file), 'utf8'))?.[0];
      return word === undefined ? [] : [{ file, problem: `holds a ${word}: finish it or file it as an issue` }];
    });
  return [...long, ...named, ...open];
}

/** The median length of the source files, in lines. */
export function medianLines(sources: readonly Source[]): number {
  const sorted = sources.map(countLines).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function countLines({ content }: Source): number {
  return content.split('\n').length - (content.endsWith('\n') ? 1 : 0);
}
