import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../../demo/alignment.ts';
import { openProduct, type Product } from '../../demo/product.ts';
import { type Figure, figure } from '../figures.ts';
import { compareArchive, exactness } from './compare.ts';
import { openFfmpegCopies } from './ffmpeg-copies.ts';
import { openSendingLesson, type SendingLesson } from './sending-lesson.ts';

export interface CostPlan {
  /** Cameras, each with its microphone. */
  readonly pairs: number;
  /** Ours, then the reference, so many times. */
  readonly rounds: number;
  /** Length of each measurement. */
  readonly seconds: number;
}

const limitRatio = 1;
const limitMegabytes = 150;
/** A process that has just started is not what is measured. */
const warmUpMs = 4_000;
/** The kernel counts processor time in hundredths of a second wherever Linux runs (`USER_HZ`). */
const tickMs = 10;

/**
 * Processor time of the recorder, Node and all, against as many `ffmpeg -c copy` as there are cameras, which get the same packets: one
 * after the other, several times. What is recorded is then held against what was sent.
 */
export async function measureCost(plan: CostPlan, say: (line: string) => void): Promise<Figure[]> {
  const product = await openProduct();
  let lesson: SendingLesson | undefined;
  try {
    lesson = await openSendingLesson(product, 'Cost', plan.pairs);
    await delay(warmUpMs);
    const rounds: { oursMs: number; referenceMs: number }[] = [];
    for (let round = 1; round <= plan.rounds; round += 1) {
      const oursMs = await usedWithin([product.pid('recorder')], plan.seconds);
      const referenceMs = await measureReference(lesson, plan);
      rounds.push({ oursMs, referenceMs });
      say(`round ${round}: recorder ${oursMs} ms, ffmpeg ${referenceMs} ms of processor time in ${plan.seconds} s`);
    }
    const megabytes = residentBytes(product.pid('recorder')) / 1e6;
    return figuresOf(plan, rounds, megabytes, await holdAgainst(product, lesson));
  } finally {
    lesson?.close();
    await product.close();
  }
}

async function measureReference({ seats }: SendingLesson, { pairs, seconds }: CostPlan): Promise<number> {
  const copies = await openFfmpegCopies(pairs);
  try {
    for (const [pair, { sender }] of seats.entries())
      sender.copyTo((source, packet) => copies.send(pair, source, packet));
    await delay(warmUpMs);
    return await usedWithin(copies.pids, seconds);
  } finally {
    for (const { sender } of seats) sender.copyTo(null);
    await copies.close();
  }
}

async function holdAgainst(product: Product, lesson: SendingLesson) {
  const archive = await lesson.end();
  const tracks = await compareArchive(archive, lesson.sent);
  const { faults, vouching } = await archive.verify();
  const sum = (pick: (track: (typeof tracks)[number]) => number) =>
    tracks.reduce((total, each) => total + pick(each), 0);
  const { precision, recall } = exactness(tracks);
  return {
    verified: faults.length === 0 && vouching.by === 'known',
    hashEqual: sum(({ altered }) => altered) === 0,
    lostFrames: sum(({ lost }) => lost),
    // What a loaded machine loses on the way to the sfu is nobody's here, as long as it is declared.
    gapsExact: precision === 1 && recall === 1,
    frames: sum(({ kept }) => kept),
    tracks: tracks.length,
    alarms: product.log('recorder').split('"msg":"alarm"').length - 1,
  };
}

function figuresOf(
  { pairs, seconds }: CostPlan,
  rounds: readonly { oursMs: number; referenceMs: number }[],
  megabytes: number,
  held: Readonly<Record<string, boolean | number>>,
): Figure[] {
  const ratios = rounds.map(({ oursMs, referenceMs }) => oursMs / referenceMs);
  const spread = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => Math.round(ratio * 1_000) / 1_000);
  const cores = (ms: number) => Math.round((ms / seconds / 10) * 10) / 10;
  const checks = {
    ...held,
    pairs,
    oursPercent: cores(median(rounds.map(({ oursMs }) => oursMs))),
    referencePercent: cores(median(rounds.map(({ referenceMs }) => referenceMs))),
  };
  return [
    {
      ...figure('recorderCost', median(ratios), { unit: 'ratio', limit: limitRatio, checks }),
      samples: ratios.length,
      spread: [spread[0] ?? Number.NaN, spread[1] ?? Number.NaN],
    },
    figure('recorderMemory', megabytes, { unit: 'MB', limit: limitMegabytes, checks: { pairs } }),
  ];
}

async function usedWithin(pids: readonly number[], seconds: number): Promise<number> {
  const used = () => pids.reduce((sum, pid) => sum + processorMs(pid), 0);
  const before = used();
  await delay(seconds * 1_000);
  return used() - before;
}

/** User and system time of all threads of a process. */
function processorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1_024;
}
