import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { openProduct, type Product } from '../demo/product.ts';
import { openVisitor, type Visitor } from './visitor.ts';

/** The budget of the build, which counts the same by itself; this is what a browser really fetches. */
const budgetBytes = 130_000;

let product: Product;
let lesson: MadeLesson;
let visitor: Visitor | undefined;

beforeAll(async () => {
  product = await openProduct({ processes: ['signaling'], environment: { SFU_URL: 'http://127.0.0.1:1' } });
  lesson = await makeLesson(product.operator, { title: 'Light', classrooms: ['Class 1'] });
});
afterAll(async () => {
  await visitor?.close();
  await product?.close();
});

test.each(['zh', 'en'])(
  "a classroom's page fetches no more script than its budget before the join button works: %s",
  async (language) => {
    await visitor?.close();
    visitor = await openVisitor(product.baseUrl);
    await visitor.page.evaluateOnNewDocument(() => {
      const look = () => {
        const button = document.querySelector<HTMLButtonElement>('[data-testid="join"]');
        if (button && !button.disabled) performance.mark('test:usable');
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    const [pathname, hash] = linkPath(lesson, lesson.classroomIds[0] ?? '').split('#');
    await visitor.page.goto(`${product.baseUrl}${pathname}?lang=${language}#${hash}`);
    await visitor.page.waitForFunction(() => performance.getEntriesByName('test:usable').length > 0);
    const scripts = await visitor.page.evaluate(() => {
      const usableAt = performance.getEntriesByName('test:usable')[0]?.startTime ?? 0;
      return (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name, startTime }) => startTime <= usableAt && new URL(name).pathname.endsWith('.js'))
        .map(({ name, encodedBodySize }) => ({ name: new URL(name).pathname, bytes: encodedBodySize }));
    });
    expect(scripts.map(({ name }) => name).join(' ')).toContain('-words');
    const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0);
    expect(bytes, scripts.map(({ name, bytes: each }) => `${each} ${name}`).join('\n')).toBeLessThan(budgetBytes);
    expect(bytes, 'something was fetched').toBeGreaterThan(budgetBytes / 2);
  },
);
