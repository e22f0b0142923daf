// `npm run bench:weak`: what a classroom on a bad line sees and hears, in real browsers through a lab. Set-up (setup.mjs) runs it.
import { parseArgs } from 'node:util';
import { type Figure, figureTable, unmeasured } from './figures.ts';
import { benchFilms } from './lesson/films.ts';
import { measureOutages } from './weak/outages.ts';
import { measureSteps } from './weak/steps.ts';
import { measureWaysIn } from './weak/ways-in.ts';

const parts = { 'ways-in': measureWaysIn, steps: measureSteps, outages: measureOutages } as const;

const startedAt = performance.now();
const say = (line: string) =>
  process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Parts, by commas; default everything. */
    only: { type: 'string' },
    /** Runs of each median, each with the losses of another seed. */
    seeds: { type: 'string', default: '5' },
  },
});
const seeds = Number(values.seeds);
const wanted = values.only?.split(',') ?? Object.keys(parts);
if (!wanted.every((name) => Object.hasOwn(parts, name)) || !Number.isInteger(seeds) || seeds < 1) {
  process.stderr.write(`--only takes ${Object.keys(parts).join(', ')}; --seeds a whole number from 1\n`);
  process.exit(2);
}

const films = await benchFilms();
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (!wanted.includes(name)) continue;
  say(`measuring: ${name}`);
  try {
    figures.push(...(await measure(films, seeds, say)));
  } catch (error) {
    say(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    figures.push(unmeasured(name, error));
  }
}
const ok = figures.every((each) => each.ok);
process.stdout.write(
  values.json ? `${JSON.stringify({ name: 'weak', ok, figures })}\n` : `\n${figureTable(figures)}\n`,
);
process.exit(ok ? 0 : 1);
