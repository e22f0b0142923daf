import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ArchiveFolder, readOrMakeSigningKey, repairArchive, signingKeyName } from '@tongke/recorder/archive-tool';
import { median } from '../../demo/alignment.ts';
import { openArchive } from '../../demo/archive.ts';
import { openProduct, type Product } from '../../demo/product.ts';
import { type Figure, figure } from '../figures.ts';
import { keptFrames } from './kept-frames.ts';
import { medianSyncMs } from './recorder-figures.ts';
import { openSendingLesson, type SendingLesson, type SentLog } from './sending-lesson.ts';

export interface PowerCutPlan {
  readonly cuts: number;
  readonly pairs: number;
}

/** An archive as it stood at one moment: as a kill leaves it, and as a power cut may. */
interface Moment {
  readonly atMs: number;
  readonly killed: string;
  readonly cut: string;
}

const limitMs = 500;
const restMs = [1_500, 4_000] as const;
const joinMs = 4_000;
/** Files that are added to: of these, what no fdatasync has covered is taken away. */
const isGrowing = (name: string) => name.endsWith('.journal') || name.endsWith('.jsonl');

/**
 * What a power cut costs beyond what a kill does. The recorder is stopped for a moment, its archive is copied, and of the copy everything is cut
 * off that had not reached the disk by the recorder's own fdatasync calls. Both copies are then sealed as an archive that was left is.
 */
export async function measurePowerCuts(plan: PowerCutPlan, say: (line: string) => void): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tongke-cuts-'));
  const syncLog = path.join(folder, 'syncs.jsonl');
  const spy = pathToFileURL(path.join(import.meta.dirname, 'sync-spy.ts')).href;
  const environment = { NODE_OPTIONS: `--import ${spy}`, TONGKE_SYNC_LOG: syncLog };
  const product = await openProduct({ environment });
  let lesson: SendingLesson | undefined;
  try {
    lesson = await openSendingLesson(product, 'Power cuts', plan.pairs);
    await delay(joinMs);
    const moments: Moment[] = [];
    for (let cut = 1; cut <= plan.cuts; cut += 1) {
      await delay(restMs[0] + Math.random() * (restMs[1] - restMs[0]));
      moments.push(takeMoment(product, lesson, path.join(folder, String(cut)), syncLog));
    }
    const syncMs = await medianSyncMs(product, ['recorder']);
    const { sent } = lesson;
    const lost: { killedMs: number; cutMs: number }[] = [];
    for (const { atMs, killed, cut } of moments) {
      const both = { killedMs: await lostBefore(atMs, killed, sent), cutMs: await lostBefore(atMs, cut, sent) };
      say(`power cut: ${Math.round(both.cutMs)} ms lost, ${Math.round(both.killedMs)} ms by a kill at the same moment`);
      lost.push(both);
    }
    const more = lost.map(({ killedMs, cutMs }) => cutMs - killedMs);
    const checks = { medianMs: Math.round(median(more)), fdatasyncMs: syncMs };
    const spread = [Math.round(Math.min(...more)), Math.round(Math.max(...more))] as const;
    return [
      { ...figure('lostMoreByPowerCut', Math.max(...more), { limit: limitMs, checks }), samples: more.length, spread },
    ];
  } finally {
    lesson?.close();
    await product.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function takeMoment(product: Product, { lessonId }: SendingLesson, folder: string, syncLog: string): Moment {
  const archives = path.join(product.dataDir, 'archive');
  const name = readdirSync(archives).find((each) => each.startsWith(`${lessonId}-`)) ?? '';
  const [killed, cut] = [path.join(folder, 'killed'), path.join(folder, 'cut')];
  const pid = product.pid('recorder');
  process.kill(pid, 'SIGSTOP');
  const atMs = performance.timeOrigin + performance.now();
  const synced = new Map<string, number>();
  try {
    for (const copy of [killed, cut])
      cpSync(path.join(archives, name), path.join(copy, 'archive', name), { recursive: true });
    for (const line of readFileSync(syncLog, 'utf8').split('\n')) {
      if (line === '') continue;
      const { path: file, lengthBytes } = JSON.parse(line);
      synced.set(path.relative(path.join(archives, name), file), lengthBytes);
    }
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  for (const copy of [killed, cut]) rmSync(path.join(copy, 'archive', name, 'private/recorder.lock'), { force: true });
  const own = path.join(cut, 'archive', name);
  for (const file of readdirSync(own, { recursive: true, encoding: 'utf8' })) {
    if (isGrowing(file)) truncateSync(path.join(own, file), synced.get(file) ?? 0);
  }
  // It is written without a sync while a lesson runs.
  rmSync(path.join(own, 'manifest.json'), { force: true });
  return { atMs, killed, cut };
}

/** Of all tracks, the longest time before a moment of which nothing is kept, once the archive is sealed. */
async function lostBefore(atMs: number, dataDir: string, sent: readonly SentLog[]): Promise<number> {
  const archives = path.join(dataDir, 'archive');
  const [name = ''] = readdirSync(archives);
  const key = await readOrMakeSigningKey(path.join(dataDir, signingKeyName));
  const options = { key, known: [], dryRun: false, sealOpen: true };
  const { refusal } = await repairArchive(new ArchiveFolder(archives, name), options);
  if (refusal !== null) throw new Error(`not sealed: ${refusal.reason}`);
  const archive = await openArchive(dataDir, `/archive/${name}/`);
  let longestMs = 0;
  for (const { participantId, source, frames } of sent) {
    const track = archive.manifest.tracks.find(
      (each) => each.participantId === participantId && each.source === source,
    );
    const layer = track?.layers[0];
    if (layer === undefined) throw new Error(`nothing is kept of the ${source} of ${participantId}`);
    const last = (await keptFrames(archive, layer, source === 'camera' ? 'video' : 'audio')).at(-1)?.rtpTimestamp ?? 0;
    const before = frames.filter((frame) => frame.atMs <= atMs);
    const keptUntilMs = before.findLast(({ rtpTimestamp }) => rtpTimestamp <= last)?.atMs ?? 0;
    longestMs = Math.max(longestMs, (before.at(-1)?.atMs ?? 0) - keptUntilMs);
  }
  return longestMs;
}
