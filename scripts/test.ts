// `npm test`: types, lint, walls, then every test; set-up (setup.mjs) runs this file on the pinned Node with all that tests
// need. Arguments go to vitest. The last line counts what passed and failed, a check as one.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { project, projectEnvironment } from './setup/places.mjs';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const bin = (name: string) => path.join(project, 'node_modules/.bin', name);
const checks: ReadonlyArray<readonly [name: string, program: string, ...args: string[]]> = [
  ['types', bin('tsc'), '--noEmit'],
  ['lint', bin('biome'), 'check', '--no-errors-on-unmatched'],
  ['walls', process.execPath, '--disable-warning=ExperimentalWarning', path.join(project, 'scripts/check-walls.ts')],
];

const folder = mkdtempSync(path.join(tmpdir(), 'tongke-test-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

let passed = 0;
let failed = 0;
for (const [name, program, ...args] of checks) {
  const startedAt = performance.now();
  const sound = (await run(program, args)) === 0;
  passed += sound ? 1 : 0;
  failed += sound ? 0 : 1;
  process.stdout.write(`${sound ? '✓' : '✗'} ${name} (${seconds(startedAt)} s)\n`);
}
const tests = await runTests(process.argv.slice(2));
passed += tests.passed;
failed += tests.failed;
process.stdout.write(`\n${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function runTests(args: readonly string[]): Promise<Counts> {
  const report = path.join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(bin('vitest'), ['run', ...reporters, ...args]);
  const counts = readCounts(report);
  // A file that cannot be loaded, or an error outside a test, fails the run without failing a test.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function readCounts(report: string): Counts {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function run(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: project,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: projectEnvironment(),
    });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.once('SIGTERM', pass).once('SIGINT', pass);
    const finish = (code: number) => {
      process.off('SIGTERM', pass).off('SIGINT', pass);
      resolve(code);
    };
    child.once('error', () => finish(127));
    child.once('exit', (code, signal) => {
      if (signal !== null) process.exit(1);
      finish(code ?? 1);
    });
  });
}

function seconds(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}
