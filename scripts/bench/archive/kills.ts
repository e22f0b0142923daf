import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../../demo/alignment.ts';
import { openProduct, type Product } from '../../demo/product.ts';
import { type Figure, figure } from '../figures.ts';
import { compareArchive, exactness } from './compare.ts';
import { medianSyncMs } from './recorder-figures.ts';
import { openSendingLesson, type SendingLesson } from './sending-lesson.ts';

export interface KillPlan {
  /** How often a recorder is killed. */
  readonly kills: number;
  readonly pairs: number;
  /** Whether another one stands by. */
  readonly spare: boolean;
}

type Recorder = 'recorder' | 'spare';

const limitsMs = { spare: 700, alone: 5_000 } as const;
/** Behind each kill, at random: what is being written differs. */
const restMs = [2_000, 5_000] as const;
/** The supervisor starts a process at once only when it has run for half a minute. */
const aloneRestMs = [31_000, 34_000] as const;
const takenOverWithinMs = 30_000;

/** Kills the recorder that has the lesson, again and again, and looks what is missing in the archive by the senders' own logs. */
export async function measureKills(plan: KillPlan, say: (line: string) => void): Promise<Figure[]> {
  const product = await openProduct({ spare: plan.spare });
  let lesson: SendingLesson | undefined;
  try {
    lesson = await openSendingLesson(product, 'Kills', plan.pairs);
    const killedAt: number[] = [];
    await pauseBetween(restMs);
    for (let kill = 1; kill <= plan.kills; kill += 1) {
      const { name, tookMs, atMs } = await killOnce(product, lesson, plan.spare);
      killedAt.push(atMs);
      say(`kill ${kill} of ${plan.kills}: ${name}, recording again after ${Math.round(tookMs)} ms`);
      await pauseBetween(plan.spare ? restMs : aloneRestMs);
      if (plan.spare) await standsBy(product, name);
    }
    const syncMs = await medianSyncMs(product, plan.spare ? ['recorder', 'spare'] : ['recorder']);
    const archive = await lesson.end();
    const tracks = await compareArchive(archive, lesson.sent);
    const { faults, vouching } = await archive.verify();
    const lostMs = killedAt.map((atMs, index) => {
      const untilMs = killedAt[index + 1] ?? Number.POSITIVE_INFINITY;
      const losses = tracks.flatMap((track) =>
        track.losses.filter(({ fromMs }) => fromMs > atMs - slackMs && fromMs < untilMs - slackMs),
      );
      return Math.max(0, ...losses.map((loss) => loss.lostMs));
    });
    say(`lost: ${lostMs.map((ms) => Math.round(ms)).join(', ')} ms`);
    const { precision, recall } = exactness(tracks);
    for (const { source, wrong } of tracks) for (const words of wrong) say(`${source}: ${words}`);
    const checks = {
      verified: faults.length === 0 && vouching.by === 'known',
      gapsExact: precision === 1 && recall === 1,
      precision,
      recall,
      unaltered: tracks.every(({ altered }) => altered === 0),
      interruptions: archive.manifest.interruptions.length,
      medianLostMs: Math.round(median(lostMs)),
      fdatasyncMs: syncMs,
    };
    const name = plan.spare ? 'lostPerKillWithSpare' : 'lostPerKillAlone';
    const limit = plan.spare ? limitsMs.spare : limitsMs.alone;
    const spread = [Math.round(Math.min(...lostMs)), Math.round(Math.max(...lostMs))] as const;
    return [{ ...figure(name, Math.max(...lostMs), { limit, checks }), samples: lostMs.length, spread }];
  } finally {
    lesson?.close();
    await product.close();
  }
}

/** What was sent shortly before a kill had not been written yet. */
const slackMs = 500;

async function killOnce(product: Product, { teacher }: SendingLesson, spare: boolean) {
  const before = teacher.state.recording.recorderId;
  const name: Recorder = before === 'recorder' ? 'recorder' : 'spare';
  const said = () => recordings(product, spare);
  const [begun, begunAt] = [said(), performance.now()];
  const atMs = performance.timeOrigin + begunAt;
  product.kill(name);
  while (said() <= begun) {
    if (performance.now() - begunAt > takenOverWithinMs) throw new Error('nobody records any more');
    await delay(20);
  }
  return { name, atMs, tookMs: performance.now() - begunAt };
}

/** How often a recorder has begun to record. */
function recordings(product: Product, spare: boolean): number {
  const names: Recorder[] = spare ? ['recorder', 'spare'] : ['recorder'];
  return names.reduce((sum, name) => sum + product.log(name).split('"msg":"recording"').length - 1, 0);
}

/** Resolves when the one that was killed is back and follows the lesson. */
async function standsBy(product: Product, name: Recorder): Promise<void> {
  const untilMs = performance.now() + takenOverWithinMs;
  for (;;) {
    const lines = product.log(name).split('\n');
    if (
      lines.findLastIndex((line) => line.includes('"msg":"standing by"')) >
      lines.findLastIndex((line) => line.includes('"msg":"recording"'))
    )
      return;
    if (performance.now() > untilMs) throw new Error(`${name} does not stand by again`);
    await delay(100);
  }
}

const pauseBetween = ([least, most]: readonly [number, number]) => delay(least + Math.random() * (most - least));
