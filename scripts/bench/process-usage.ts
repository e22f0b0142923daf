import { readdirSync, readFileSync } from 'node:fs';

/** What a process has used. */
export interface ProcessUsage {
  readonly pid: number;
  readonly name: string;
  /** What it was started with. */
  readonly commandLine: readonly string[];
  readonly parentPid: number;
  /** Processor time since it began, user and system. */
  readonly cpuMs: number;
  /** Proportional set size: shared pages are shared out among those who share them. */
  readonly pssBytes: number;
  /** Resident: its own, and what it maps from files, which others may map too. */
  readonly ownBytes: number;
  readonly fileBytes: number;
}

/** The kernel counts processor time in hundredths of a second wherever Linux runs (`USER_HZ`). */
const tickMs = 10;

/** A process and everything below it. @throws when the process is gone */
export function processTree(rootPid: number): ProcessUsage[] {
  const all = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => readStat(Number(entry)) ?? []);
  const tree = new Set([rootPid]);
  let before: number;
  do {
    before = tree.size;
    for (const { pid, parentPid } of all) if (tree.has(parentPid)) tree.add(pid);
  } while (tree.size > before);
  const found = all.filter(({ pid }) => tree.has(pid));
  if (!found.some(({ pid }) => pid === rootPid)) throw new Error(`process ${rootPid} is gone`);
  return found.map((stat) => ({
    ...stat,
    commandLine: readCommandLine(stat.pid),
    pssBytes: readPss(stat.pid),
    ...readResident(stat.pid),
  }));
}

function readStat(pid: number): Omit<ProcessUsage, 'pssBytes' | 'ownBytes' | 'fileBytes' | 'commandLine'> | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    const fields = stat.slice(end + 2).split(' ');
    return {
      pid,
      name: stat.slice(stat.indexOf('(') + 1, end),
      parentPid: Number(fields[1]),
      cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    };
  } catch {
    // It ended while we were reading.
    return undefined;
  }
}

function readPss(pid: number): number {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

function readCommandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
  } catch {
    return [];
  }
}

function readResident(pid: number): { ownBytes: number; fileBytes: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1_024;
    return { ownBytes: bytes('RssAnon') + bytes('RssShmem'), fileBytes: bytes('RssFile') };
  } catch {
    return { ownBytes: 0, fileBytes: 0 };
  }
}
