import { isBuiltin } from 'node:module';
import path from 'node:path';
import { type Breach, isTest, type Source } from './source.ts';

/** A part of the pure heart: where it begins and which packages it may use at run time. */
interface Heart {
  readonly name: string;
  readonly begins: (file: string) => boolean;
  readonly packages: readonly string[];
}

const hearts: readonly Heart[] = [
  { name: 'the lesson door', begins: (file) => file === 'signaling/protocol/lesson.ts', packages: [] },
  {
    name: 'decide and plan',
    begins: (file) => file.startsWith('signaling/src/decide/') || file === 'signaling/src/plan.ts',
    packages: ['zod', '@tongke/sfu/control'],
  },
];

const impure: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bDate\s*\.\s*now\b/, 'reads the clock (Date.now)'],
  [/\bnew\s+Date\s*(\(\s*\)|[^\s(.])/, 'reads the clock (new Date())'],
  [/\bperformance\s*\.\s*now\b/, 'reads the clock (performance.now)'],
  [/\bMath\s*\.\s*random\b/, 'is random (Math.random)'],
  [/\bcrypto\s*\.\s*(randomUUID|getRandomValues)\b/, 'is random (crypto)'],
  [/\b(setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/, 'has a timer'],
  [/\bprocess\s*\.\s*\w/, 'touches the process'],
  [/\bfetch\s*\(/, 'touches the network (fetch)'],
  [/\bimport\s*\(/, 'loads code while it runs'],
];

/** Checks that the heart has no socket, no clock and no randomness, in all that it reaches at run time. */
export function checkPurity(sources: readonly Source[]): Breach[] {
  const byFile = new Map(sources.map((source) => [source.file, source]));
  return hearts.flatMap((heart) => {
    const begins = sources.filter(({ file }) => heart.begins(file) && !isTest(file)).map(({ file }) => file);
    return reachable(begins, byFile).flatMap((source) =>
      problems(source, heart).map((problem) => ({
        file: source.file,
        problem: `${problem}, and ${heart.name} must be pure`,
      })),
    );
  });
}

function reachable(begins: readonly string[], byFile: ReadonlyMap<string, Source>): Source[] {
  const found = new Set<Source>();
  const waiting = [...begins];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const source = byFile.get(file);
    if (source === undefined || found.has(source)) continue;
    found.add(source);
    for (const { specifier, typeOnly } of source.imports) {
      if (!typeOnly && specifier.startsWith('.')) waiting.push(path.posix.join(path.posix.dirname(file), specifier));
    }
  }
  return [...found];
}

function problems({ code, imports }: Source, { packages }: Heart): string[] {
  const imported = imports
    .filter(({ specifier, typeOnly }) => !typeOnly && !specifier.startsWith('.') && !packages.includes(specifier))
    .map(({ specifier }) =>
      isBuiltin(specifier) ? `imports ${specifier} of Node` : `imports the package ${specifier}`,
    );
  return [...imported, ...impure.filter(([pattern]) => pattern.test(code)).map(([, problem]) => problem)];
}
