// Checks the walls of the house (ARCHITECTURE.md): who imports whom, what must be pure, how long files may be, whether
// anything is unfinished, and whether the pages say the same in both languages. `node scripts/check-walls.ts [ROOT]`
import path from 'node:path';
import { checkArrows } from './check-walls/arrows.ts';
import { checkFiles, medianLines } from './check-walls/files.ts';
import { checkLanguages } from './check-walls/languages.ts';
import { checkPurity } from './check-walls/purity.ts';
import { isSource, listFiles, readSource } from './check-walls/source.ts';

const root = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '..'));
const files = listFiles(root);
const sources = files.filter(isSource).map((file) => readSource(root, file));
const breaches = [
  ...checkArrows(sources),
  ...checkPurity(sources),
  ...checkFiles(root, files, sources),
  ...(await checkLanguages(root)),
];
for (const { file, problem } of breaches) process.stderr.write(`${file}: ${problem}\n`);
process.stdout.write(
  `walls: ${sources.length} source files, median ${medianLines(sources)} lines, ${breaches.length} breaches\n`,
);
process.exitCode = breaches.length === 0 ? 0 : 1;
