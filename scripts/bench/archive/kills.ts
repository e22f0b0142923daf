import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../../demo/alignment.ts';
import { openArchive } from '../../demo/archive.ts';
import { openProduct } from '../../demo/product.ts';
import { type Figure, figure } from '../figures.ts';
import { sealedArchive } from '../lesson/seats.ts';
import { compareArchive, exactness } from './compare.ts';
import { medianSyncMs } from './recorder-figures.ts';
import { openSendingLesson, type SendingLesson } from './sending-lesson.ts';
import { recordersOf, type Second } from './two-recorders.ts';

export interface KillPlan {
  /** How often a recorder is killed. */
  readonly kills: number;
  readonly pairs: number;
  readonly second: Second;
}

const limitsMs = { spare: 700, twin: 0, alone: 1_500 } as const;
const names = {
  spare: 'lostPerKillWithSpare',
  twin: 'lostPerKillWithTwins',
  alone: 'lostPerKillAlone',
} as const;
/** Behind each kill, at random: what is being written differs. */
const restMs = [2_000, 5_000] as const;
/** The supervisor starts a process at once only when it has run for half a minute. */
const aloneRestMs = [31_000, 34_000] as const;

/** Kills recorders again and again: the one that has the lesson, of twins either. Looks what is missing in the archive by the senders' own logs. */
export async function measureKills(plan: KillPlan, say: (line: string) => void): Promise<Figure[]> {
  const product = await openProduct({ spare: plan.second === 'spare', twins: plan.second === 'twin' });
  let lesson: SendingLesson | undefined;
  try {
    lesson = await openSendingLesson(product, 'Kills', plan.pairs);
    const recorders = recordersOf(product, lesson, plan.second);
    if (plan.second !== null) await recorders.back(plan.second);
    const killedAt: number[] = [];
    await pauseBetween(restMs);
    for (let kill = 1; kill <= plan.kills; kill += 1) {
      const name = recorders.victim();
      const part = name === recorders.first() ? 'which had the lesson' : 'the twin';
      const { tookMs, atMs } = await recorders.kill(name);
      killedAt.push(atMs);
      say(`kill ${kill} of ${plan.kills}: ${name} (${part}), recording after ${Math.round(tookMs)} ms`);
      await recorders.back(name);
      await pauseBetween(plan.second === null ? aloneRestMs : restMs);
    }
    const syncMs = await medianSyncMs(product, recorders.names);
    await lesson.end();
    const unitedMs = await recorders.united();
    const archive = await openArchive(product.dataDir, await sealedArchive(product, lesson.lessonId));
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
      ...(plan.second === 'twin' && {
        unitedMs: Math.round(unitedMs),
        healed: archive.manifest.certificate?.healed?.count ?? 0,
      }),
    };
    const kind = plan.second ?? 'alone';
    const spread = [Math.round(Math.min(...lostMs)), Math.round(Math.max(...lostMs))] as const;
    return [
      {
        ...figure(names[kind], Math.max(...lostMs), { limit: limitsMs[kind], checks }),
        samples: lostMs.length,
        spread,
      },
    ];
  } finally {
    lesson?.close();
    await product.close();
  }
}

/** What was sent shortly before a kill had not been written yet. */
const slackMs = 500;

const pauseBetween = ([least, most]: readonly [number, number]) => delay(least + Math.random() * (most - least));
