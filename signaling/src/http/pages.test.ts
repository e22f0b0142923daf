import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttpApp } from './app.ts';
import type { HttpContext } from './route.ts';

let folder: string;
let server: Server;
const script = `export const words = ${JSON.stringify('同课'.repeat(5_000))};`;
const fetchPath = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });

beforeAll(async () => {
  // A dot in the path must not make the pages unfindable.
  folder = await mkdtemp(join(tmpdir(), '.tongke-pages-'));
  await mkdir(join(folder, 'assets'));
  for (const name of ['index', 'lessons', 'teacher', 'classroom', 'watch', 'pair']) {
    await writeFile(join(folder, `${name}.html`), `<title>${name}</title>`);
  }
  await writeFile(join(folder, 'assets', 'page-1a2b.js'), script);
  await writeFile(join(folder, '.secret'), 'SECRET');
  // No route of the API is called here.
  const context = { version: '0', now: Date.now, logger: pino({ level: 'silent' }) } as HttpContext;
  server = createServer(createHttpApp(context, { dataDir: folder, clientDist: folder }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

test.each([
  ['/', 'index'],
  ['/lessons', 'lessons'],
  ['/teacher', 'teacher'],
  ['/assistant', 'teacher'],
  ['/inspector', 'teacher'],
  ['/classroom?autojoin=1', 'classroom'],
  ['/watch', 'watch'],
  ['/pair', 'pair'],
])('%s shows the page %s, asked for anew each time', async (path, name) => {
  const page = await fetchPath(path);
  expect([page.status, await page.text()]).toEqual([200, `<title>${name}</title>`]);
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(page.headers.get('strict-transport-security')).toBeNull();
});

test.each(['br', 'gzip', 'identity'])('scripts are served as %s, whole, and kept by browsers', async (encoding) => {
  for (const _time of [1, 2]) {
    const answer = await fetchPath('/assets/page-1a2b.js', { 'accept-encoding': encoding });
    expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    if (encoding !== 'identity') expect(Number(answer.headers.get('content-length'))).toBeLessThan(1_000);
    expect(await answer.text()).toBe(script);
  }
});

test('nothing else of the folder is served', async () => {
  for (const path of ['/.secret', '/assets/', '/assets/none.js', '/assets/..%2f.secret', '/nothing', '/assets']) {
    const answer = await fetchPath(path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.json()).toMatchObject({ error: { code: 'notFound' } });
  }
});
