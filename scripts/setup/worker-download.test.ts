import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { archiveName, downloadWorker, fileFromTar } from './worker-download.mjs';

let server: Server | undefined;

afterEach(() => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
});

test('fetches the archive by mediasoup’s name for it and takes the worker out', async () => {
  const binary = Buffer.alloc(1_500, 'w');
  const asked: string[] = [];
  await mirror((request, response) => {
    asked.push(request.url ?? '');
    response.end(gzipSync(tar([['mediasoup-worker', binary]])));
  });
  expect(await downloadWorker('9.9.9')).toEqual(binary);
  expect(asked).toEqual([`/releases/9.9.9/${archiveName('9.9.9')}`]);
  expect(archiveName('9.9.9')).toMatch(/^mediasoup-worker-9\.9\.9-\w+-\w+(-kernel\d+)?\.tgz$/);
});

test('gives up where there is none, where the archive is no archive, and where nobody listens', async () => {
  await mirror((_, response) => response.writeHead(404).end());
  expect(await downloadWorker('9.9.9')).toBeUndefined();
  await mirror((_, response) => response.end('<html>please log in</html>'));
  expect(await downloadWorker('9.9.9')).toBeUndefined();
  vi.stubEnv('MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL', 'http://127.0.0.1:9');
  expect(await downloadWorker('9.9.9')).toBeUndefined();
});

test('gives up soon where the network swallows everything', async () => {
  await mirror(() => undefined);
  expect(await downloadWorker('9.9.9', 50)).toBeUndefined();
});

test('finds a file behind others in a tar archive, and refuses a torn one', () => {
  const wanted = Buffer.from('worker');
  const archive = tar([
    ['PaxHeader/x', Buffer.alloc(513)],
    ['./bin/mediasoup-worker', wanted],
  ]);
  expect(fileFromTar(archive, 'mediasoup-worker')).toEqual(wanted);
  expect(fileFromTar(archive, 'other')).toBeUndefined();
  expect(
    fileFromTar(tar([['mediasoup-worker', Buffer.alloc(2_000)]]).subarray(0, 1_024), 'mediasoup-worker'),
  ).toBeUndefined();
});

async function mirror(listener: RequestListener): Promise<void> {
  server?.close();
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL', `http://127.0.0.1:${port}/releases/`);
}

function tar(files: ReadonlyArray<readonly [string, Buffer]>): Buffer {
  const blocks = files.flatMap(([name, content]) => {
    const header = Buffer.alloc(512);
    header.write(name);
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('0', 156);
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1_024)]);
}
