import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { get } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Certificate, openCertificate } from './certificate.ts';
import { openServers, type Servers } from './servers.ts';

let folder: string;
let certificate: Certificate;
const opened: Servers[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-servers-'));
  certificate = await openCertificate(folder, { cert: undefined, key: undefined });
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await Promise.all(opened.splice(0).map((servers) => servers.close()));
});

const open = async (listener: RequestListener, ports = { http: 0, https: 0 }) => {
  const servers = await openServers(listener, ports, certificate);
  opened.push(servers);
  return servers;
};
const hello: RequestListener = (_request, response) => void response.end('hello');
const hasIpv6 = await fetch('http://[::1]:9').catch((error) => error.cause?.code !== 'EADDRNOTAVAIL');

test('this machine is served in plain HTTP on both its own addresses, others by HTTPS', async () => {
  const { httpPort, httpsPort } = await open(hello);
  expect(await (await fetch(`http://127.0.0.1:${httpPort}`)).text()).toBe('hello');
  if (hasIpv6) expect(await (await fetch(`http://[::1]:${httpPort}`)).text()).toBe('hello');
  const secure = await new Promise<number | undefined>((resolve, reject) => {
    const options = { host: 'localhost', port: httpsPort, ca: certificate.cert, agent: false };
    get(options, (response) => resolve(response.resume().statusCode)).on('error', reject);
  });
  expect(secure).toBe(200);
});

test('a port that is taken is named, and nothing stays open', async () => {
  const { httpPort, httpsPort } = await open(hello);
  await expect(open(hello, { http: httpPort, https: 0 })).rejects.toMatchObject({
    code: 'EADDRINUSE',
    message: expect.stringContaining(`HTTP_PORT: port ${httpPort}`),
  });
  await expect(open(hello, { http: 0, https: httpsPort })).rejects.toMatchObject({
    code: 'EADDRINUSE',
    message: expect.stringContaining('HTTPS_PORT'),
  });
});

test('closing answers what is under way and ends what hangs', async () => {
  let arrived: () => void = () => {};
  const isHere = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const servers = await open((request, response) => {
    arrived();
    if (request.url === '/slow') setTimeout(() => response.end('done'), 100);
  });
  const slow = fetch(`http://127.0.0.1:${servers.httpPort}/slow`).then((response) => response.text());
  const hanging = fetch(`http://127.0.0.1:${servers.httpPort}/never`).catch(() => 'ended');
  const silent = connect(servers.httpPort, '127.0.0.1');
  const silentEnded = new Promise((resolve) => silent.on('error', () => {}).on('close', resolve));
  await isHere;
  const started = Date.now();
  await Promise.all([servers.close(), servers.close()]);
  expect(await slow).toBe('done');
  expect(await hanging).toBe('ended');
  await silentEnded;
  expect(Date.now() - started).toBeLessThan(3_000);
  await expect(fetch(`http://127.0.0.1:${servers.httpPort}`)).rejects.toThrow();
});
