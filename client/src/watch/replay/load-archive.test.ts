import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { loadManifest } from './load-archive.ts';
import { manifestOf } from './manifest.test-support.ts';

let content = '';
const server = createServer((_request, response) => response.end(content));
afterEach(() => new Promise((resolve) => server.close(resolve)));

test('half a manifest is asked for again, one of another kind is not, and a whole one is read', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const load = () => loadManifest(base, 'live.json', AbortSignal.timeout(5_000));
  const manifest = manifestOf([]);
  content = JSON.stringify(manifest).slice(0, 300);
  await expect(load()).rejects.toMatchObject({ code: 'unavailable' });
  content = JSON.stringify({ ...manifest, version: 2 });
  await expect(load()).rejects.toMatchObject({ code: 'unsupportedMedia' });
  content = JSON.stringify(manifest);
  expect(await load()).toEqual(manifest);
});
