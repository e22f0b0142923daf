import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A socket of a running process that takes what comes from outside. */
export interface OpenSocket {
  readonly kind: 'tcp' | 'udp';
  readonly port: number;
}

const listening = '0A';

/** The sockets that a process and all its children listen on (Linux: proc(5), `/proc/net/tcp`). */
export function openSockets(pid: number): OpenSocket[] {
  const inodes = new Set(family(pid).flatMap(socketInodes));
  return (['tcp', 'udp'] as const).flatMap((kind) =>
    [kind, `${kind}6`].flatMap((table) =>
      rows(`/proc/net/${table}`)
        .filter(({ state, inode }) => inodes.has(inode) && (kind === 'udp' || state === listening))
        .map(({ port }) => ({ kind, port })),
    ),
  );
}

function family(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(family)];
}

function socketInodes(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.[1];
      return inode === undefined ? [] : [inode];
    } catch {
      // Closed since it was listed.
      return [];
    }
  });
}

function rows(file: string): { port: number; state: string; inode: string }[] {
  return read(file)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const fields = line.trim().split(/\s+/);
      const port = Number.parseInt(fields[1]?.split(':')[1] ?? '', 16);
      return { port, state: fields[3] ?? '', inode: fields[9] ?? '' };
    });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
