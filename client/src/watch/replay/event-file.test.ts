import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventFile } from './event-file.ts';

const line = (sequence: number) => `${JSON.stringify({ sequence, at: sequence, event: { type: 'lessonOpened' } })}\n`;
let content: string;
let knowsRanges: boolean;
const sent: number[] = [];
const answer = (request: IncomingMessage, response: ServerResponse) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const isPart = knowsRanges && from > 0;
  const bytes = Buffer.from(content).subarray(isPart ? from : 0);
  sent.push(bytes.length);
  response.writeHead(isPart ? (bytes.length === 0 ? 416 : 206) : 200).end(bytes);
};
const server = createServer(answer);
let file: EventFile;
const read = async () => (await file.read(AbortSignal.timeout(5_000))).map(({ sequence }) => sequence);

beforeEach(async () => {
  sent.length = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  file = new EventFile(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/events.jsonl`));
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

test.each([true, false])(
  'only whole lines count, and what was added is added (server with ranges: %s)',
  async (has) => {
    knowsRanges = has;
    content = `${line(1)}\n${line(2)}{"sequence":3,`;
    expect(await read()).toEqual([1, 2]);
    content = `${line(1)}\n${line(2)}${line(3)}`;
    expect(await read()).toEqual([1, 2, 3]);
    const before = await file.read(AbortSignal.timeout(5_000));
    expect(await file.read(AbortSignal.timeout(5_000))).toBe(before);
    content += `no event\n{"sequence":5}\n${line(6)}`;
    expect(await read()).toEqual([1, 2, 3, 6]);
    if (has) expect(sent.slice(2, 4)).toEqual([0, 0]);
  },
);
