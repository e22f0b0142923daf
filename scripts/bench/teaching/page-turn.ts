import { setTimeout as delay } from 'node:timers/promises';
import { deckId, shownPage } from '@tongke/signaling/protocol/lesson';
import { openProduct } from '../../demo/product.ts';
import { type Figure, figure } from '../figures.ts';
import { fillLesson } from './seats.ts';

const classrooms = 20;
const pages = 20;
const turnsPerRound = 20;
const pauseMs = 100;
const limitMs = 150;
const board = deckId('bench-board');

/**
 * From the teacher's sending of a page turn until each of 20 rooms has folded it and would draw that page. Pages are at the
 * rooms by then: what a browser takes to paint is not in it.
 */
export async function measurePageTurn(rounds: number, say: (line: string) => void): Promise<Figure[]> {
  const environment = { SFU_URL: 'http://127.0.0.1:1' };
  const product = await openProduct({ processes: ['signaling'], environment });
  try {
    const { teacher, rooms, close } = await fillLesson(product, classrooms);
    let refused = 0;
    const give = async (name: string, input: object) => {
      if (!(await teacher.command(name, input)).ok) refused += 1;
    };
    await give('deck:add', { deckId: board, kind: 'board', title: '', pageCount: 1 });
    for (let page = 1; page < pages; page += 1) {
      await give('page:add', { deckId: board, page, picture: null, text: '' });
    }
    await give('deck:show', { deckId: board });
    await delay(500);
    const waits: number[] = [];
    let turn = { page: 0, sentAt: 0 };
    for (const room of rooms) {
      room.onEntries((entries) => {
        const turned = entries.some(({ event }) => event.type === 'pageTurned' && event.page === turn.page);
        if (turned && shownPage(room.state.slides)?.page === turn.page) waits.push(performance.now() - turn.sentAt);
      });
    }
    const turns = rounds * turnsPerRound;
    for (let index = 1; index <= turns; index += 1) {
      turn = { page: index % pages, sentAt: performance.now() };
      await give('page:turn', { deckId: board, page: turn.page });
      await delay(pauseMs);
    }
    await delay(1_000);
    close();
    const sorted = waits.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
    say(`${turns} turns: median ${at(0.5).toFixed(1)} ms, slowest ${at(1).toFixed(1)} ms`);
    const checks = {
      allHeard: waits.length === turns * classrooms,
      noneRefused: refused === 0,
      rooms: classrooms,
      turns,
    };
    return [figure('page turn at 20 rooms, 95th percentile', at(0.95), { limit: limitMs, checks })];
  } finally {
    await product.close();
  }
}
