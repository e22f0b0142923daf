// `npm run bench:teaching`: the figures of teaching on this machine. Set-up (setup.mjs) runs it.
import { parseArgs } from 'node:util';
import { measureParts, printFigures, startSaying } from './measure-parts.ts';
import { measureFilm } from './teaching/film.ts';
import { measureInkDrawing } from './teaching/ink-drawing.ts';
import { measureInk } from './teaching/ink-line.ts';
import { measurePageLoad } from './teaching/page-load.ts';
import { measurePageTurn } from './teaching/page-turn.ts';
import { measureQuestions } from './teaching/question.ts';

const say = startSaying();
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
/** What can be measured, each by its own file. */
const parts = {
  film: () => measureFilm(rounds, say),
  ink: () => measureInk(say),
  'ink-drawing': () => measureInkDrawing(say),
  'page-load': () => measurePageLoad(rounds, say),
  'page-turn': () => measurePageTurn(rounds, say),
  question: () => measureQuestions(rounds, say),
};
const wanted = values.only?.split(',') ?? Object.keys(parts);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`--only takes ${Object.keys(parts).join(', ')}; --rounds a whole number from 1\n`);
  process.exit(2);
}

const figures = await measureParts(parts, wanted, say);
process.exit(printFigures('teaching', figures, { isJson: values.json }) ? 0 : 1);
