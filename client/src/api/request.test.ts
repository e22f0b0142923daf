import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { request } from './request.ts';

let server: Server;
let base = '';
let answer: (body: string, headers: Record<string, unknown>) => { status: number; text: string } | undefined;

beforeEach(async () => {
  server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => {
      const made = answer(body, incoming.headers);
      if (made) response.writeHead(made.status).end(made.text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

test('sends JSON with the right and returns the answer', async () => {
  answer = (body, headers) => ({
    status: 200,
    text: JSON.stringify({ body: JSON.parse(body), by: headers.authorization }),
  });
  expect(await request(`${base}/a`, { method: 'POST', bearer: 'key', body: { title: '水的三态' } })).toEqual({
    body: { title: '水的三态' },
    by: 'Bearer key',
  });
});

test.each([
  [409, '{"error":{"code":"seatTaken","message":"in use"}}', 'seatTaken'],
  [401, '{"error":{"code":"linkRevoked","message":"no"}}', 'linkRevoked'],
  [404, '<html>not here</html>', 'notFound'],
  [502, 'bad gateway', 'unavailable'],
  [500, '{"error":{"code":"somethingNew","message":"x"}}', 'internal'],
  [418, '', 'internal'],
])('turns status %i with %s into %s', async (status, text, code) => {
  answer = () => ({ status, text });
  await expect(request(`${base}/a`)).rejects.toMatchObject({ name: 'LessonError', code });
});

test('is unavailable when the server is silent or away', async () => {
  answer = () => undefined;
  await expect(request(`${base}/a`, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'unavailable' });
  await expect(request('http://127.0.0.1:1/a')).rejects.toMatchObject({ code: 'unavailable' });
});

test('lets the caller stop it', async () => {
  answer = () => undefined;
  const stop = new AbortController();
  const asked = request(`${base}/a`, { signal: stop.signal });
  stop.abort(new Error('page left'));
  await expect(asked).rejects.toThrow('page left');
});
