import path from 'node:path';
import { type Breach, type Import, isTest, type Source } from './source.ts';

const packages = ['sfu', 'signaling', 'client', 'recorder', 'scripts'];

/** Which doors of other packages a package may go through. */
const doors: Readonly<Record<string, { readonly values: readonly string[]; readonly types: readonly string[] }>> = {
  sfu: { values: [], types: [] },
  signaling: { values: ['@tongke/sfu/control'], types: [] },
  client: { values: ['@tongke/signaling/protocol/lesson'], types: ['@tongke/signaling/protocol/commands'] },
  recorder: {
    values: ['@tongke/signaling/protocol/lesson', '@tongke/signaling/protocol/commands', '@tongke/client/replay'],
    types: [],
  },
  scripts: {
    values: [
      '@tongke/sfu/control',
      '@tongke/signaling/protocol/lesson',
      '@tongke/signaling/protocol/commands',
      '@tongke/client/card',
      '@tongke/recorder/archive-tool',
    ],
    types: [],
  },
};

/** Checks who imports whom: client → signaling/protocol ← recorder, signaling → sfu/control, sfu → mediasoup. */
export function checkArrows(sources: readonly Source[]): Breach[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((imported) =>
      [mediasoupProblem(source, imported), doorProblem(source, imported), fenceProblem(source, imported)]
        .filter((problem) => problem !== undefined)
        .map((problem) => ({ file: source.file, problem })),
    ),
  );
}

function mediasoupProblem({ file }: Source, { specifier, typeOnly }: Import): string | undefined {
  if (specifier !== 'mediasoup' && !specifier.startsWith('mediasoup/')) return undefined;
  const allowed = typeOnly || file.startsWith('sfu/') || file.startsWith('scripts/bench/');
  return allowed ? undefined : 'imports mediasoup: only sfu does (others its types, benchmarks their reference side)';
}

function doorProblem({ file }: Source, { specifier, typeOnly }: Import): string | undefined {
  const own = packageOf(file);
  if (!specifier.startsWith('@tongke/') || own === undefined) return undefined;
  const allowed = doors[own];
  if (allowed?.values.includes(specifier) || (typeOnly && allowed?.types.includes(specifier))) return undefined;
  const hint = allowed?.types.includes(specifier) ? ' at run time (types only)' : '';
  return `imports ${specifier}${hint}: ${own} has no such door`;
}

// A relative path must not climb over a package's fence. Tests across processes may look inside.
function fenceProblem({ file }: Source, { specifier }: Import): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const own = packageOf(file);
  const target = packageOf(path.posix.join(path.posix.dirname(file), specifier));
  // The build and test configurations at the root belong to scripts.
  const home = own ?? 'scripts';
  if (target === undefined || target === home || (home === 'scripts' && isTest(file))) return undefined;
  // What a package lends to tests of others: a fake behind its contract, and samples.
  if (isTest(file) && /\/src\/(fake|testing)\//.test(specifier)) return undefined;
  return `reaches into ${target} by ${specifier}: packages meet at their doors`;
}

function packageOf(file: string): string | undefined {
  const [first = ''] = file.split('/');
  return packages.includes(first) && file.includes('/') ? first : undefined;
}
