// `npm run bench:teaching`: the figures of teaching on this machine. Set-up (setup.mjs) runs it.
import { parseArgs } from 'node:util';
import { type Figure, figureTable, unmeasured } from './figures.ts';
import { measureFilm } from './teaching/film.ts';
import { measureInkDrawing } from './teaching/ink-drawing.ts';
import { measureInk } from './teaching/ink-line.ts';
import { measurePageLoad } from './teaching/page-load.ts';
import { measurePageTurn } from './teaching/page-turn.ts';
import { measureQuestions } from './teaching/question.ts';

type Say = (line: string) => void;

/** What can be measured, each by its own file. */
const parts: Readonly<Record<string, (say: Say, rounds: number) => Promise<Figure[]>>> = {
  film: (say, rounds) => measureFilm(rounds, say),
  ink: (say) => measureInk(say),
  'ink-drawing': (say) => measureInkDrawing(say),
  'page-load': (say, rounds) => measurePageLoad(rounds, say),
  'page-turn': (say, rounds) => measurePageTurn(rounds, say),
  question: (say, rounds) => measureQuestions(rounds, say),
};

const startedAt = performance.now();
const say: Say = (line) =>
  process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Parts, by commas; default everything. */
    only: { type: 'string' },
    /** Samples of each median. */
    rounds: { type: 'string', default: '7' },
  },
});
const rounds = Number(values.rounds);
const wanted = values.only?.split(',') ?? Object.keys(parts);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`--only takes ${Object.keys(parts).join(', ')}; --rounds a whole number from 1\n`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const name of wanted) {
  say(`measuring: ${name}`);
  try {
    figures.push(...((await parts[name]?.(say, rounds)) ?? []));
  } catch (error) {
    say(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    figures.push(unmeasured(name, error));
  }
}
const ok = figures.every((each) => each.ok);
process.stdout.write(
  values.json ? `${JSON.stringify({ name: 'teaching', ok, figures })}\n` : `\n${figureTable(figures)}\n`,
);
process.exit(ok ? 0 : 1);
