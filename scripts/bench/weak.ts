// `npm run bench:weak`: what a classroom on a bad line sees and hears, in real browsers through a lab. Set-up (setup.mjs) runs it.
import { parseArgs } from 'node:util';
import { benchFilms } from './lesson/films.ts';
import { measureParts, printFigures, startSaying } from './measure-parts.ts';
import { measureOutages } from './weak/outages.ts';
import { measureSteps } from './weak/steps.ts';
import { measureWaysIn } from './weak/ways-in.ts';

const parts = { 'ways-in': measureWaysIn, steps: measureSteps, outages: measureOutages } as const;

const say = startSaying();
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
const measures = Object.fromEntries(
  Object.entries(parts).map(([name, measure]) => [name, () => measure(films, seeds, say)]),
);
const inOrder = Object.keys(parts).filter((name) => wanted.includes(name));
const figures = await measureParts(measures, inOrder, say);
process.exit(printFigures('weak', figures, { isJson: values.json }) ? 0 : 1);
