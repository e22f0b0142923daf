import { createServer } from 'node:net';
import type { WantedPort } from './options.ts';
import { StartError } from './start-error.ts';
import { text } from './text.ts';

const tries = 50;

/**
 * The wanted port when it is free on all the hosts; else the next free one, or an error where the user named the port.
 * @param hosts The addresses on which nobody else may listen. One that this machine does not have counts as free.
 * @param say Told when another port than the wanted one is taken.
 */
export async function choosePort(
  wanted: WantedPort,
  hosts: readonly string[],
  say: (sentence: string) => void,
  taken: readonly number[] = [],
): Promise<number> {
  if (await isFree(wanted.port, hosts)) return wanted.port;
  if (wanted.variable !== undefined) throw new StartError(text.portTakenExplicit(wanted.variable, wanted.port));
  for (let port = wanted.port + 1; port < wanted.port + tries; port += 1) {
    if (taken.includes(port) || !(await isFree(port, hosts))) continue;
    say(text.portTaken(wanted.port, port));
    return port;
  }
  throw new StartError(text.noPort(wanted.port));
}

async function isFree(port: number, hosts: readonly string[]): Promise<boolean> {
  for (const host of hosts) if (!(await listens(port, host))) return false;
  return true;
}

function listens(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT'),
    );
    server.listen({ port, host, exclusive: true, ipv6Only: host.includes(':') }, () =>
      server.close(() => resolve(true)),
    );
  });
}
