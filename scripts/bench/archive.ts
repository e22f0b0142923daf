// `npm run bench:archive`: the figures of archives on this machine, on real media from seats without browsers. Set-up (setup.mjs) runs it.
import { parseArgs } from 'node:util';
import { measureCost } from './archive/cost.ts';
import { measureDrift } from './archive/drift.ts';
import { measureHls } from './archive/hls.ts';
import { measureKills } from './archive/kills.ts';
import { measurePowerCuts } from './archive/power-cuts.ts';
import { measureRandomLoss } from './archive/random-loss.ts';
import { measureSealing } from './archive/sealing.ts';
import type { Figure } from './figures.ts';
import { measureParts, printFigures, startSaying } from './measure-parts.ts';

const say = startSaying();
/** Senders while recorders are killed. */
const killPairs = 2;
/** Senders behind a line that loses packets, and for how long at each rate. */
const [lossPairs, lossSeconds] = [6, 60];
const costPlan = { rounds: 3, seconds: 10 };
const isJson = process.argv.includes('--json');

try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (isJson) process.stdout.write(`${JSON.stringify({ name: 'archive', ok: false, figures: [] })}\n`);
  process.exit(1);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      /** Topics, by commas; default everything. */
      only: { type: 'string' },
      /** Lessons that are sealed. */
      rounds: { type: 'string', default: '3' },
      /** Cameras, each with its microphone. */
      pairs: { type: 'string', default: '4' },
      /** Length of each lesson. */
      seconds: { type: 'string', default: '20' },
      /** Cameras with microphones whose recording is held against ffmpeg's. */
      'cost-pairs': { type: 'string', default: '16' },
      /** How often a recorder is killed while another one stands by. */
      kills: { type: 'string', default: '20' },
      /** Length of the lesson whose sender's clock runs fast. */
      minutes: { type: 'string', default: '5' },
      /** Kills while none stands by: each takes half a minute, so that the supervisor has its patience back. */
      'kills-alone': { type: 'string', default: '3' },
      /** How long hls.js plays. */
      'hls-minutes': { type: 'string', default: '10' },
    },
  });
  const [rounds, pairs, seconds] = [values.rounds, values.pairs, values.seconds].map(Number);
  if (![rounds, pairs, seconds].every((value) => value !== undefined && Number.isInteger(value) && value > 0)) {
    throw new RangeError('--rounds, --pairs and --seconds are whole numbers from 1');
  }
  const [kills, killsAlone, costPairs] = [values.kills, values['kills-alone'], values['cost-pairs']].map(Number);
  if (![kills, killsAlone, costPairs].every((value) => Number.isInteger(value) && Number(value) > 0)) {
    throw new RangeError('--kills, --kills-alone and --cost-pairs are whole numbers from 1');
  }
  const minutes = Number(values.minutes);
  if (!Number.isInteger(minutes) || minutes <= 0) throw new RangeError('--minutes is a whole number from 1');
  const hlsMinutes = Number(values['hls-minutes']);
  if (!(hlsMinutes >= 1)) throw new RangeError('--hls-minutes is at least 1');
  const plan = { rounds: rounds ?? 1, pairs: pairs ?? 1, seconds: seconds ?? 1 };
  const topics: Readonly<Record<string, () => Promise<Figure[]>>> = {
    sealing: () => measureSealing(plan, say),
    powerCuts: () => measurePowerCuts({ cuts: kills ?? 1, pairs: killPairs }, say),
    cost: () => measureCost({ ...costPlan, pairs: costPairs ?? 1 }, say),
    kills: () => measureKills({ kills: kills ?? 1, pairs: killPairs, second: 'spare' }, say),
    killsTwins: () => measureKills({ kills: kills ?? 1, pairs: killPairs, second: 'twin' }, say),
    loss: () => measureRandomLoss({ pairs: lossPairs, seconds: lossSeconds }, say),
    drift: () => measureDrift(minutes, say),
    killsAlone: () => measureKills({ kills: killsAlone ?? 1, pairs: killPairs, second: null }, say),
    hls: () => measureHls(hlsMinutes, say),
  };
  const wanted = values.only?.split(',') ?? Object.keys(topics);
  const foreign = wanted.find((topic) => !Object.hasOwn(topics, topic));
  if (foreign !== undefined) throw new RangeError(`--only knows ${Object.keys(topics).join(', ')}, not "${foreign}"`);
  return printFigures('archive', await measureParts(topics, wanted, say), { isJson });
}
