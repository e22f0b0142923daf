// `npm run bench:lesson`: the figures of a lesson on this machine, on real media in real browsers. Set-up (setup.mjs) runs it.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type Figure, unmeasured } from './figures.ts';
import { measureCrashes } from './lesson/crash-figures.ts';
import { benchFilms } from './lesson/films.ts';
import { measureLive } from './lesson/live-figures.ts';
import { measureLoad } from './lesson/load-figures.ts';
import { type Part, parts, wantedTopics } from './lesson/topics.ts';
import { printFigures, startSaying } from './measure-parts.ts';

const say = startSaying();
const isJson = process.argv.includes('--json');

try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (isJson) process.stdout.write(`${JSON.stringify({ name: 'lesson', ok: false, figures: [] })}\n`);
  process.exit(1);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      /** Parts or single topics, by commas; default everything. */
      only: { type: 'string' },
      /** Least length of the lesson whose archive is measured. */
      minutes: { type: 'string', default: '1' },
      /** Samples of each median. */
      rounds: { type: 'string', default: '7' },
    },
  });
  const [minutes, rounds] = [Number(values.minutes), Number(values.rounds)];
  if (!(minutes >= 0) || !Number.isInteger(rounds) || rounds < 1) {
    throw new RangeError('--minutes is a number, --rounds a whole one from 1');
  }
  const wanted = wantedTopics(values.only);
  const films = await benchFilms();
  const measure: Record<Part, () => Promise<Figure[]>> = {
    live: () => measureLive(films, { wanted, rounds, minutes }, say),
    load: () => measureLoad(films.teacher, wanted, say),
    crash: () => measureCrashes(films, wanted, say),
  };
  const figures: Figure[] = [];
  for (const part of Object.keys(parts) as Part[]) {
    if (!parts[part].some((topic) => wanted.has(topic))) continue;
    say(`measuring: ${part} (${busy()})`);
    try {
      figures.push(...(await measure[part]()));
    } catch (error) {
      // What the other parts measure stays worth knowing.
      say(`${part} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      figures.push(unmeasured(part, error));
    }
  }
  say(busy());
  return printFigures('lesson', figures, { isJson });
}

/** Figures of a machine with more to do than it has cores tell of that. */
function busy(): string {
  return `${(loadavg()[0] ?? 0).toFixed(1)} programs want to run on ${availableParallelism()} cores`;
}
