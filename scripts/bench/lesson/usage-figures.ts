import { type Figure, figure } from '../figures.ts';
import type { ProcessUsage } from '../process-usage.ts';

type Checks = Readonly<Record<string, boolean | number>>;

/** Sums over our own processes, and each of them beside; mediasoup's workers are told apart. */
export function usageFigures(
  before: readonly ProcessUsage[],
  after: readonly ProcessUsage[],
  tookMs: number,
  checks: Checks,
): { cpu: Figure; memory: Figure } {
  const isWorker = ({ name }: ProcessUsage) => name.startsWith('mediasoup-w');
  const cores = ({ pid, cpuMs }: ProcessUsage) =>
    (cpuMs - (before.find((usage) => usage.pid === pid)?.cpuMs ?? 0)) / tookMs;
  const mebibytes = ({ pssBytes }: ProcessUsage) => pssBytes / 2 ** 20;
  const ours = after.filter((usage) => !isWorker(usage));
  const workers = after.filter(isWorker);
  const pss = sum(ours, mebibytes);
  const alone = sum(ours, ({ ownBytes }) => ownBytes / 2 ** 20) + Math.max(...ours.map((p) => p.fileBytes / 2 ** 20));
  // One that was started anew meanwhile would count from zero.
  const same = after.length === before.length && after.every(({ pid }) => before.some((usage) => usage.pid === pid));
  const whole = { ...checks, fourProcesses: ours.length === 4 && same };
  const each = (unit: string, pick: (usage: ProcessUsage) => number) =>
    Object.fromEntries(ours.map((usage) => [`${processName(usage)}${unit}`, rounded(pick(usage))]));
  return {
    cpu: figure('ownCpu', sum(ours, cores), {
      unit: 'cores',
      limit: 0.1,
      checks: { ...whole, ...each('Cores', cores), workersCores: rounded(sum(workers, cores)) },
    }),
    // Another Tongke on the machine shares Node's pages and so makes our proportional size smaller than it would be alone.
    memory: figure('ownMemory', Math.max(pss, alone), {
      unit: 'MiB',
      limit: 350,
      checks: {
        ...whole,
        pssMiB: rounded(pss),
        aloneMiB: rounded(alone),
        ...each('MiB', mebibytes),
        workersMiB: rounded(sum(workers, mebibytes)),
      },
    }),
  };
}

/** `sfu`, `signaling` and `recorder` by their main file; else the supervisor. */
function processName({ commandLine }: ProcessUsage): string {
  const main = commandLine.map((word) => /(\w+)\/src\/main\.ts$/.exec(word)?.[1]).find(Boolean);
  return main ?? 'supervisor';
}

const sum = (usages: readonly ProcessUsage[], pick: (usage: ProcessUsage) => number) =>
  usages.reduce((total, usage) => total + pick(usage), 0);
const rounded = (value: number) => Math.round(value * 1_000) / 1_000;
