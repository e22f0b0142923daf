import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { choosePort } from './ports.ts';
import { StartError } from './start-error.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test('takes the wanted port when it is free', async () => {
  const { port, server } = await takenPort();
  await new Promise((resolve) => server.close(resolve));
  expect(await choosePort({ port }, ['127.0.0.1'], fail)).toBe(port);
});

test('takes the next free one when another program has it, and says so', async () => {
  const { port } = await takenPort();
  const said: string[] = [];
  const chosen = await choosePort({ port }, ['127.0.0.1', '::1'], (line) => said.push(line));
  expect(chosen).toBeGreaterThan(port);
  expect(said).toEqual([`Port ${port} is taken by another program; using ${chosen}.`]);
});

test('leaves out the ports that it has just given away', async () => {
  const { port } = await takenPort();
  const first = await choosePort({ port }, ['127.0.0.1'], () => undefined);
  expect(await choosePort({ port }, ['127.0.0.1'], () => undefined, [first])).toBeGreaterThan(first);
});

test('does not move from a port that the user named', async () => {
  const { port } = await takenPort();
  const sentence = `Port ${port} (HTTP_PORT) is taken by another program: end that one or give another port.`;
  await expect(choosePort({ port, variable: 'HTTP_PORT' }, ['127.0.0.1'], fail)).rejects.toEqual(
    new StartError(sentence),
  );
});

async function takenPort(): Promise<{ port: number; server: Server }> {
  const server = createServer().listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, server };
}

function fail(sentence: string): void {
  throw new Error(sentence);
}
