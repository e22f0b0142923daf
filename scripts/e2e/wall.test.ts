import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkPath, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openVisitor, type Visitor } from './visitor.ts';

let product: Product;
let teacher: Visitor;

beforeAll(async () => {
  product = await openProduct({ processes: ['signaling'], environment: { SFU_URL: 'http://127.0.0.1:1' } });
  const classrooms = ['一班', '二班', '三班', '四班', '五班', '六班', '七班', '八班'];
  const lesson = await makeLesson(product.operator, { title: '水的三态', classrooms });
  teacher = await openVisitor(product.baseUrl);
  await teacher.open(linkPath(lesson, 'teacher'), '&autojoin=1');
  await teacher.see('wall');
  await teacher.page.bringToFront();
  await teacher.page.focus('[data-testid="tool-slides"]');
  await teacher.click('board-new');
  await teacher.holds('teacher-console', 'slides', 'true');
});
afterAll(async () => {
  await teacher?.close();
  await product?.close();
});

test.each([
  [1280, 720],
  [1024, 768],
])('while a page is shown, no classroom on the wall is cut at %i × %i', async (width, height) => {
  await teacher.page.setViewport({ width, height });
  const rows = await teacher.page.evaluate(() => {
    const tiles = [...document.querySelectorAll<HTMLElement>('[data-testid="wall"] [data-testid^="tile-"]')];
    const list = tiles[0]?.parentElement;
    if (!list) return null;
    const wall = document.querySelector('[data-testid="wall"]')?.getBoundingClientRect();
    const box = list.getBoundingClientRect();
    return {
      fits: wall !== undefined && box.bottom <= wall.bottom && wall.bottom <= innerHeight,
      whole: tiles.filter((tile) => {
        const { top, bottom } = tile.getBoundingClientRect();
        const inside = [...tile.querySelectorAll('button, strong')].every(
          (part) => part.getBoundingClientRect().bottom <= bottom,
        );
        return inside && top >= box.top - 1 && bottom <= box.bottom + 1;
      }).length,
      cut: tiles.filter((tile) => {
        const { top, bottom } = tile.getBoundingClientRect();
        return top < box.bottom - 1 && bottom > box.bottom + 1;
      }).length,
    };
  });
  expect(rows).toMatchObject({ fits: true, cut: 0 });
  expect(rows?.whole).toBeGreaterThanOrEqual(2);
  await teacher.shot(`wall-${width}`);
});
