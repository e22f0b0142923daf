import { setTimeout } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import { median } from '../../demo/alignment.ts';
import { linkPath, makeLesson } from '../../demo/lesson.ts';
import { openProduct } from '../../demo/product.ts';
import { openSeatBrowser, type SeatBrowser } from '../../demo/seat-browser.ts';
import { type Figure, figure, medianFigure } from '../figures.ts';
import { board, fillPage, type InkSeat, sit } from './ink-seats.ts';

const strokes = 5_000;
const drawnForMs = 4_000;
const lateRooms = 3;

/** A page of 5,000 strokes in real browsers: drawing on it with a pen of 200 samples a second, and rooms that come late. */
export async function measureInkDrawing(say: (line: string) => void): Promise<Figure[]> {
  const product = await openProduct({ processes: ['sfu', 'signaling'] });
  const seats: InkSeat[] = [];
  const browsers: SeatBrowser[] = [];
  try {
    const classrooms = Array.from({ length: 6 + lateRooms }, (_, index) => `Class ${index + 1}`);
    const lesson = await makeLesson(product.operator, { title: 'Ink', classrooms });
    const open = async (name: string) => {
      const browser = await openSeatBrowser({ film: 'none', width: 1600, height: 900 });
      browsers.push(browser);
      await browser.page.goto(`${product.baseUrl}${linkPath(lesson, name)}`);
      await browser.see('join', 30_000);
      return browser;
    };
    const assistant = await sit(product, lesson, 'assistant', seats);
    for (const id of lesson.classroomIds.slice(0, 6)) await sit(product, lesson, id, seats);
    await assistant.command('deck:add', { deckId: board.deckId, kind: 'board', title: '', pageCount: 1 });
    await assistant.command('deck:show', { deckId: board.deckId });
    const drawAs = async (count: number) => {
      const teacher = await open('teacher');
      await teacher.click('join');
      await teacher.see('ink-toolbar', 30_000);
      await untilPainted(teacher.page, count);
      await teacher.page.keyboard.press('d');
      await teacher.see('ink-surface');
      const drawn = await draw(teacher.page);
      say(`drawing on ${count} strokes: ${JSON.stringify(drawn)}`);
      await teacher.close();
      return { ...drawn, errors: teacher.errors.length };
    };
    // What this machine reaches on a page without ink; that is left as it was.
    const empty = await drawAs(0);
    await assistant.command('ink:clear', board);
    await fillPage(seats, 0, strokes, say);
    const drawn = await drawAs(strokes);

    const late: { seenMs: number; fineMs: number }[] = [];
    for (const classroomId of lesson.classroomIds.slice(6)) {
      const room = await open(classroomId);
      // What people look at before they press the button has been fetched by then.
      await setTimeout(3_000);
      await room.page.$eval('[data-testid="join"]', (button) => {
        performance.mark('bench:join');
        (button as HTMLElement).click();
      });
      const seenMs = await untilPainted(room.page, strokes);
      late.push({ seenMs, fineMs: await untilPainted(room.page, strokes, 'fine') });
      await room.close();
      say(`late joiner: ${JSON.stringify(late.at(-1))}`);
    }
    return [
      figure('inkFrame', 1_000 / drawn.framesPerSecond, {
        limit: 20,
        checks: {
          strokes,
          framesPerSecond: Math.round(drawn.framesPerSecond),
          emptyPageFramesPerSecond: Math.round(empty.framesPerSecond),
          frame95Ms: Math.round(drawn.frame95Ms),
          pixels: drawn.pixels,
          noErrors: drawn.errors === 0,
        },
      }),
      medianFigure(
        'lateJoinerSeesInk',
        late.map(({ seenMs }) => seenMs),
        {
          limit: 1_000,
          checks: { strokes, from: 'the join button', fineMs: median(late.map(({ fineMs }) => fineMs)) },
        },
      ),
    ];
  } finally {
    for (const { socket } of seats) socket.disconnect();
    for (const browser of browsers) await browser.close();
    await product.close();
  }
}

/**
 * Waits until so many strokes are on the canvas: very many are painted in plain lines first, and finely afterwards.
 * @returns milliseconds since the page pressed the join button
 */
async function untilPainted(page: Page, strokes: number, how: 'painted' | 'fine' = 'painted'): Promise<number> {
  const found = await page.waitForFunction(
    (count, wanted) => {
      const canvas = document.querySelector<HTMLElement>('[data-testid="ink-finished"]');
      if (Number(canvas?.dataset.painted ?? -1) < count) return undefined;
      if (wanted === 'fine' && canvas?.dataset.fine === 'false') return undefined;
      const mark = performance.getEntriesByName('bench:join')[0];
      return { ms: mark ? performance.now() - mark.startTime : -1 };
    },
    { timeout: 60_000, polling: 'raf' },
    strokes,
    how,
  );
  return ((await found.jsonValue()) as { ms: number }).ms;
}

/** Draws circles with a pen, a new stroke now and then, and counts the frames. */
function draw(page: Page): Promise<{ framesPerSecond: number; frame95Ms: number; pixels: string }> {
  return page.evaluate(
    (forMs) =>
      new Promise<{ framesPerSecond: number; frame95Ms: number; pixels: string }>((resolve, reject) => {
        const surface = document.querySelector<HTMLElement>('[data-testid="ink-surface"]');
        if (!surface) {
          reject(new Error('there is nothing to draw on'));
          return;
        }
        // A pen that scripts move cannot be captured.
        surface.setPointerCapture = () => undefined;
        const { left, top, width, height } = surface.getBoundingClientRect();
        const fire = (type: string, step: number) =>
          surface.dispatchEvent(
            new PointerEvent(type, {
              bubbles: true,
              pointerId: 1,
              pointerType: 'pen',
              pressure: 0.5 + 0.3 * Math.sin(step / 11),
              button: 0,
              clientX: left + width * (0.5 + 0.3 * Math.cos(step / 30)),
              clientY: top + height * (0.5 + 0.3 * Math.sin(step / 23)),
            }),
          );
        const gaps: number[] = [];
        const began = performance.now();
        let last = began;
        let step = 0;
        fire('pointerdown', step);
        const tick = () => {
          const now = performance.now();
          gaps.push(now - last);
          // 200 samples a second, whatever the frames.
          const due = Math.round((now - began) / 5);
          for (; step < due; step += 1) {
            fire('pointermove', step);
            if (step % 160 === 159) {
              fire('pointerup', step);
              fire('pointerdown', step);
            }
          }
          last = now;
          if (now - began < forMs) {
            requestAnimationFrame(tick);
            return;
          }
          fire('pointerup', step);
          const sorted = [...gaps].sort((a, b) => a - b);
          resolve({
            framesPerSecond: (gaps.length * 1_000) / (now - began),
            frame95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
            pixels: `${Math.round(width)}x${Math.round(height)}`,
          });
        };
        requestAnimationFrame(tick);
      }),
    drawnForMs,
  );
}
