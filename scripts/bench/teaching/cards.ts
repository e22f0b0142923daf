// `node scripts/bench/teaching/cards.ts`: reads rendered rooms of forty cards, 1280×720. No browser: the reader has none.
import { parseArgs } from 'node:util';
import { CardReader, renderRoom, type Score, score, testRooms } from '@tongke/client/card';
import { figure, figureTable, medianFigure } from '../figures.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Pictures of each room. */
    pictures: { type: 'string', default: '6' },
    /** The first seed; another one makes other pictures. */
    seed: { type: 'string', default: '100' },
  },
});
const [pictures, firstSeed] = [Number(values.pictures), Number(values.seed)];
if (!Number.isInteger(pictures) || pictures < 1 || !Number.isInteger(firstSeed)) {
  throw new RangeError('--pictures is a whole number from 1, --seed a whole one');
}

const reader = new CardReader(1280, 720);
const total: Score = { cards: 0, right: 0, doubtful: 0, wrong: 0, wrongDoubtful: 0 };
const wallMs: number[] = [];
const processorMs: number[] = [];
const rooms: Record<string, string> = {};
// A page's worker has read many pictures before the one that counts.
for (const [seed, room] of Object.values(testRooms).entries()) reader.read(renderRoom({ ...room, seed }).grey);
for (const [name, room] of Object.entries(testRooms)) {
  const own: Score = { cards: 0, right: 0, doubtful: 0, wrong: 0, wrongDoubtful: 0 };
  for (let seed = firstSeed; seed < firstSeed + pictures; seed += 1) {
    const picture = renderRoom({ ...room, seed });
    const [began, used] = [performance.now(), process.cpuUsage()];
    const sightings = reader.read(picture.grey);
    const { user, system } = process.cpuUsage(used);
    if (room.cards === 40) {
      wallMs.push(performance.now() - began);
      processorMs.push((user + system) / 1_000);
    }
    const one = score(picture, sightings);
    for (const key of Object.keys(own) as (keyof Score)[]) own[key] += one[key];
  }
  for (const key of Object.keys(own) as (keyof Score)[]) total[key] += own[key];
  rooms[name] = `${own.right}/${own.cards} right, ${own.doubtful} of them with a doubt`;
  process.stderr.write(`${name}: ${rooms[name]}, ${own.wrong} wrong, ${own.wrongDoubtful} wrong with a doubt\n`);
}

const unread = 100 * (1 - total.right / total.cards);
const figures = [
  medianFigure('reading 40 cards, clock', wallMs, { limit: 300 }),
  medianFigure('reading 40 cards, processor', processorMs, { limit: 300 }),
  figure('cards not read right', unread, { unit: '%', limit: 1, checks: { cards: total.cards, ...rooms } }),
  figure('read wrong without a doubt', total.wrong, {
    unit: 'cards',
    limit: 0,
    checks: { wrongWithDoubt: total.wrongDoubtful },
  }),
];
const ok = figures.every((each) => each.ok);
process.stdout.write(
  values.json ? `${JSON.stringify({ name: 'cards', ok, figures })}\n` : `\n${figureTable(figures)}\n`,
);
process.exitCode = ok ? 0 : 1;
