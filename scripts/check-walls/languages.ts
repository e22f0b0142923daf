import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Breach } from './source.ts';

const folder = 'client/src/text';
const languages = ['zh', 'en'];

/** Checks that the pages say the same things in Chinese and in English: equal keys, and words behind each. */
export async function checkLanguages(root: string): Promise<Breach[]> {
  const files = languages.map((language) => languageFile(root, language));
  if (files.every((file) => file === undefined)) return [];
  const keys: Map<string, string>[] = [];
  for (const [index, file] of files.entries()) {
    if (file === undefined)
      return [{ file: folder, problem: `has no ${languages[index]}.ts or ${languages[index]}.json` }];
    try {
      keys.push(flatten(await load(path.join(root, file))));
    } catch (error) {
      return [{ file, problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}` }];
    }
  }
  return files.flatMap((file, index) => {
    const own = keys[index] ?? new Map();
    const other = keys[1 - index] ?? new Map();
    const missing = [...other.keys()].filter((key) => !own.has(key)).map((key) => `lacks the key ${key}`);
    const empty = [...own].filter(([, words]) => words.trim() === '').map(([key]) => `says nothing for the key ${key}`);
    return [...missing, ...empty].map((problem) => ({ file: file ?? folder, problem }));
  });
}

function languageFile(root: string, language: string): string | undefined {
  return [`${folder}/${language}.ts`, `${folder}/${language}.json`].find((file) => existsSync(path.join(root, file)));
}

async function load(file: string): Promise<unknown> {
  if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'));
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  return Object.values(module).find((value) => typeof value === 'object');
}

function flatten(value: unknown, prefix = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[prefix, String(value ?? '')]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...flatten(inner, prefix === '' ? key : `${prefix}.${key}`)]),
  );
}
