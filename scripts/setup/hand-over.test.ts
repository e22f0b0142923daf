import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { project } from './places.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tongke-hand-over-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

// Node 18 and 20 cannot replace themselves: there set-up stays as a parent.
describe.each([
  ['replaced', ''],
  ['a parent', 'delete process.execve;'],
])('the process that hands over, %s', (_, before) => {
  test('passes arguments, facts and the exit code', async () => {
    const { child, output } = start(
      before,
      'console.log(process.argv[2], process.env.FACT, process.env.PATH); process.exit(7);',
    );
    const [code] = await once(child, 'close');
    expect(code).toBe(7);
    expect(output()).toMatch(new RegExp(`^--json known ${path.join(project, 'node_modules/.bin')}:`));
  });

  test('passes a signal, and the task’s own exit code comes back', async () => {
    const task = "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('ready');";
    const { child, output } = start(before, task);
    await expect.poll(output).toBe('ready\n');
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([9, null]);
  });

  test('ends by the signal that ended the task', async () => {
    const { child } = start(before, "process.kill(process.pid, 'SIGKILL');");
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
  });
});

test('a parent that is killed takes the task along, where the task listens', async () => {
  const task =
    "process.on('disconnect', () => process.exit()); setTimeout(() => {}, 60_000); console.log(process.pid);";
  const { child, output } = start('delete process.execve;', task);
  await expect.poll(output).toMatch(/^\d+\n$/);
  child.kill('SIGKILL');
  // The pipe closes when the last process that holds it has ended.
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
});

function start(before: string, task: string) {
  const file = path.join(folder, 'task.mjs');
  const host = path.join(folder, 'host.mjs');
  writeFileSync(file, task);
  writeFileSync(
    host,
    `${before}
    const { handOver } = await import(${JSON.stringify(path.join(import.meta.dirname, 'hand-over.mjs'))});
    handOver(${JSON.stringify(path.relative(project, file))}, ['--json'], { FACT: 'known' });`,
  );
  const child = spawn(process.execPath, [host], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  return { child, output: () => output };
}
