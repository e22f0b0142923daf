// @ts-check
// Set-up: `node scripts/setup.mjs TASK [arguments]` brings about what the task needs and then becomes the task.
// Plain JavaScript without dependencies, since Node 18 and 20 run it before the pinned Node is there.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { handOver } from './setup/hand-over.mjs';
import { withLock } from './setup/lock.mjs';
import { cacheFolder, project } from './setup/places.mjs';
import { createReporter, readyLine } from './setup/reporter.mjs';
import { stopRunning } from './setup/run.mjs';
import { SetUpError } from './setup/set-up-error.mjs';
import { tasks } from './setup/steps.mjs';
import { text } from './setup/text.mjs';

const [name = 'start', ...args] = process.argv.slice(2);
// With --json standard output belongs to the task's figures alone.
const reporter = createReporter(args.includes('--json') ? process.stderr : process.stdout);

for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])) {
  process.once(signal, async () => {
    await stopRunning();
    reporter.say(`\n${text.stopped}`);
    process.exit(code);
  });
}

try {
  await setUp();
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  if (error.detail) process.stderr.write(`${error.detail.replace(/^/gm, '  ')}\n`);
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

async function setUp() {
  if (Number.parseInt(process.versions.node, 10) < 18) throw new SetUpError(text.oldNode(process.versions.node));
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (task === undefined) throw new SetUpError(text.unknownTask(name, Object.keys(tasks).join(', ')));
  const startedAt = performance.now();
  const { file, steps } = task;
  if (!steps.every((step) => step.isReady())) {
    const lock = path.join(cacheFolder(), 'set-up.lock');
    await withLock(
      lock,
      (pid) => reporter.say(text.waiting(pid)),
      async () => {
        for (const step of steps)
          if (!step.isReady()) await reporter.step(step.title, (progress) => step.make(progress));
      },
    );
    reporter.say(readyLine(performance.now() - startedAt));
  } else if (file === undefined) reporter.say(readyLine(performance.now() - startedAt));
  if (file === undefined) return;
  if (!existsSync(path.join(project, file))) throw new SetUpError(text.notThere(name, file));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  handOver(file, args, Object.assign({}, ...steps.map((step) => step.environment())));
}
