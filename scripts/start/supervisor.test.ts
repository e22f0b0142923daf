import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testPlans } from './plans.test-support.ts';
import { StartError } from './start-error.ts';
import { createSupervisor, type ProcessPlan, type Supervisor } from './supervisor.ts';

let folder = '';
let supervisor: Supervisor | undefined;
const said: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tongke-supervisor-'));
  said.length = 0;
});

afterEach(async () => {
  supervisor?.hasten();
  await supervisor?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the supervisor', () => {
  test('starts in order and closes in the opposite order, leaving no process', async () => {
    const running = await started(testPlans(folder));
    const pids = Object.values(running.pids());
    await running.close();
    expect(notes().map((line) => line.replace(/ \d+$/, ''))).toEqual([
      'first ready',
      'second ready',
      'third ready',
      'third closed',
      'second closed',
      'first closed',
    ]);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('starts a process that dies again at once, on the port it had, and says so in one line', async () => {
    const running = await started(testPlans(folder));
    const { second } = running.pids();
    const port = running.facts.get('second')?.controlPort;
    kill(second);
    await expect.poll(() => notes().filter((line) => line === `second ready ${port}`)).toHaveLength(2);
    expect(said).toEqual(['second ended unexpectedly (SIGKILL); starting it again.']);
    expect(running.pids().second).not.toBe(second);
  });

  test('waits longer before the second restart than before the first', async () => {
    const running = await started(testPlans(folder));
    kill(running.pids().first);
    await expect.poll(() => notes().filter((line) => line.startsWith('first ready'))).toHaveLength(2);
    kill(running.pids().first);
    await expect.poll(() => said).toHaveLength(2);
    expect(said[1]).toBe('first ended unexpectedly (SIGKILL); starting it again in 0.25 s.');
    await expect.poll(() => notes().filter((line) => line.startsWith('first ready'))).toHaveLength(3);
  });

  test('ends a process that does not close in its time, and says so', async () => {
    const running = await started(testPlans(folder, { second: { STUBBORN: 'yes' } }, 300));
    const pids = Object.values(running.pids());
    await running.close();
    expect(said).toEqual(['second did not close in time and was ended.']);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(notes().slice(-3)).toEqual(['third closed', 'second ignored', 'first closed']);
  });

  test('hastens a close that takes long', async () => {
    const running = await started(testPlans(folder, { third: { STUBBORN: 'yes' } }, 60_000));
    const closed = running.close();
    await expect.poll(() => notes().at(-1)).toBe('third ignored');
    running.hasten();
    await closed;
    expect(Object.values(running.pids()).filter(isAlive)).toEqual([]);
  });

  test('names the log of a process that does not start', async () => {
    supervisor = createSupervisor(testPlans(folder, { second: { BROKEN: 'yes' } }), folder, (line) => said.push(line));
    const log = path.join(folder, 'second.log');
    await expect(supervisor.start()).rejects.toEqual(new StartError(`second did not start; its log is ${log}.`));
    expect(readFileSync(log, 'utf8')).toContain('broken on purpose');
  });

  test('leaves no process when it is killed itself', async () => {
    const host = spawn(process.execPath, [path.join(import.meta.dirname, 'supervisor-host.test-support.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(host.stdout, 'data');
    const pids: number[] = Object.values(JSON.parse(String(line)));
    expect(pids.filter(isAlive)).toHaveLength(3);
    host.kill('SIGKILL');
    await expect.poll(() => pids.filter(isAlive), { timeout: 5_000 }).toEqual([]);
    expect(notes().filter((note) => note.endsWith('closed'))).toHaveLength(3);
  });
});

async function started(plans: readonly ProcessPlan[]): Promise<Supervisor> {
  const fresh = createSupervisor(plans, folder, (line) => said.push(line));
  supervisor = fresh;
  await fresh.start();
  return fresh;
}

function notes(): string[] {
  return readFileSync(path.join(folder, 'notes'), 'utf8').trim().split('\n');
}

function kill(pid: number | undefined): void {
  if (pid === undefined) throw new Error('no such process');
  process.kill(pid, 'SIGKILL');
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
