import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One import, re-export or dynamic import of a module. */
export interface Import {
  readonly specifier: string;
  /** True when nothing of it is left once the types are stripped. */
  readonly typeOnly: boolean;
}

/** A source file of the project; `file` is relative to its root, with `/` between folders. */
export interface Source {
  readonly file: string;
  readonly content: string;
  /** The code without comments; strings keep their quotes and lose their content. */
  readonly code: string;
  readonly imports: readonly Import[];
}

/** A wall that does not stand: where, and what is wrong in one sentence. */
export interface Breach {
  readonly file: string;
  readonly problem: string;
}

const folders = ['sfu', 'signaling', 'client', 'recorder', 'scripts'];
const leftOut = new Set(['node_modules', 'dist', 'data', '.git']);

/** Lists the files of the five folders and those at the root, relative to it, without what is installed or built. */
export function listFiles(root: string): string[] {
  const top = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile());
  const inFolders = folders.flatMap((folder) => walk(root, folder));
  return [...top.map((entry) => entry.name), ...inFolders].sort();
}

/** Reads a TypeScript or JavaScript file and finds its imports. */
export function readSource(root: string, file: string): Source {
  const content = readFileSync(path.join(root, file), 'utf8');
  return { file, content, code: stripped(content, false), imports: findImports(stripped(content, true)) };
}

/** Tells whether a file is one whose imports and length the walls look at. */
export function isSource(file: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(file);
}

/** Tells whether a file is a test or only serves tests across processes. */
export function isTest(file: string): boolean {
  return /\.test(-support)?\.tsx?$/.test(file) || file.startsWith('scripts/e2e/');
}

function walk(root: string, folder: string): string[] {
  try {
    return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : walk(root, file);
      return entry.isFile() ? [file] : [];
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

// Comments, then the three kinds of strings, then regular expressions where one may stand: the first that matches wins,
// so a quote inside a comment or a `//` inside a string misleads nobody.
const lexemes =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|(?<=[=(,:[!&|?{};\n]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;

function stripped(content: string, keepStrings: boolean): string {
  return content.replace(lexemes, (lexeme) => {
    if (lexeme.startsWith('//') || lexeme.startsWith('/*')) return ' ';
    if (lexeme.startsWith('/')) return '/ /';
    // No module's name holds quotes, brackets or blanks; a string that does may only talk of imports.
    if (keepStrings) return /['"`()\s]/.test(lexeme.slice(1, -1)) ? `${lexeme[0]}${lexeme[0]}` : lexeme;
    // What a template computes is code.
    const computed = lexeme.startsWith('`')
      ? [...lexeme.matchAll(/\$\{([^}]*)\}/g)].map((match) => match[1]).join(' ; ')
      : '';
    return computed === '' ? `${lexeme[0]}${lexeme[0]}` : `(${computed})`;
  });
}

function findImports(code: string): Import[] {
  const found: Import[] = [];
  const statements = /(?:^|[;}\n])\s*(import|export)\s+(type\s+)?([\w$*\s{},]*?)\s*from\s*(['"])(.+?)\4/g;
  for (const [, , type, names = '', , specifier = ''] of code.matchAll(statements)) {
    found.push({ specifier, typeOnly: type !== undefined || onlyTypes(names) });
  }
  for (const [, , specifier = ''] of code.matchAll(/(?:^|[;}\n])\s*import\s*(['"])(.+?)\1/g)) {
    found.push({ specifier, typeOnly: false });
  }
  for (const [, before = '', , specifier = ''] of code.matchAll(
    /(typeof\s+)?\b(?:import|require)\s*\(\s*(['"`])(.+?)\2/g,
  )) {
    found.push({ specifier, typeOnly: before !== '' });
  }
  return found;
}

// `import { type A, type B } from` leaves nothing but a side effect that no contract of ours has.
function onlyTypes(names: string): boolean {
  const inner = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  if (inner === undefined) return false;
  return inner
    .split(',')
    .filter((name) => name.trim() !== '')
    .every((name) => /^\s*type\s/.test(name));
}
