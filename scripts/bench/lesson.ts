// `npm run bench:lesson`: the figures of a lesson on this machine, on real media in real browsers. Set-up (setup.mjs) runs it.
import { parseArgs } from 'node:util';
import { storyFilms } from '../demo/story.ts';
import { measureCrashes } from './crash-figures.ts';
import { type Figure, figureTable } from './figures.ts';
import { measureLive } from './live-figures.ts';
import { measureLoad } from './load-figures.ts';

const parts = ['live', 'load', 'crash'] as const;
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Length of the lesson whose archive is measured. */
    minutes: { type: 'string', default: '1.5' },
    repeats: { type: 'string', default: '9' },
    /** One of the parts alone. */
    only: { type: 'string' },
  },
});
const startedAt = performance.now();
const say = (line: string) =>
  process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);

try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (values.json) process.stdout.write(`${JSON.stringify({ name: 'lesson', ok: false, figures: [] })}\n`);
  process.exit(1);
}

async function main(): Promise<boolean> {
  const [minutes, repeats] = [Number(values.minutes), Number(values.repeats)];
  if (!(minutes >= 0) || !(repeats >= 1)) throw new RangeError('--minutes and --repeats are numbers');
  const wanted = parts.filter((part) => values.only === undefined || values.only === part);
  if (wanted.length === 0) throw new RangeError(`--only is one of ${parts.join(', ')}`);
  const [teacher, one, two] = await storyFilms(2);
  if (!teacher || !one || !two) throw new Error('a film is missing');
  const figures: Figure[] = [];
  for (const part of wanted) {
    say(`measuring: ${part}`);
    if (part === 'live') figures.push(...(await measureLive([teacher, one, two], { repeats, minutes }, say)));
    if (part === 'load') figures.push(...(await measureLoad(teacher, say)));
    if (part === 'crash') figures.push(...(await measureCrashes([teacher, one, two], say)));
  }
  const ok = figures.every((figure) => figure.ok);
  if (values.json) process.stdout.write(`${JSON.stringify({ name: 'lesson', ok, figures })}\n`);
  else process.stdout.write(`\n${figureTable(figures)}\n`);
  return ok;
}
