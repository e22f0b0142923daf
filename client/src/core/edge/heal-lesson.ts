import { backoffMs } from '../backoff.ts';
import type { EdgeCalls, KeptName } from './edge-messages.ts';
import type { SentFrame } from './frame-block.ts';
import { type HealingApi, type HealingState, isEnough, isGone, isPassing } from './healing-api.ts';
import { beyond, cutParts, type MissingLayer, missingLayers, rankOf } from './healing-parts.ts';

/** What bringing needs of its surroundings. */
export interface HealingAid {
  api: HealingApi;
  /** The worker's `frames`. */
  frames: (input: EdgeCalls['frames'][0]) => Promise<SentFrame[]>;
  /** Whether a lesson waits to be sent from this device. Throws when all is to stop. */
  isWanted: () => Promise<boolean>;
  /** Throws when all is to stop. */
  pause: (ms: number) => Promise<void>;
  /** 0 to 1. Not called where nothing is missing. */
  onProgress: (share: number) => void;
  now: () => number;
}

/** `done`: what is kept is of no more use. `later`: it may be brought another time. */
export type HealingOutcome = 'done' | 'later';

/** A quarter of a megabit a second, so that whoever else is on the line does not feel it. */
const bitsPerMs = 250;
/** Sealing takes seconds, and a recorder that was away a while longer. */
const sealPatienceMs = 10 * 60_000;

/** Brings what one seat's archive lacks, of what is kept of it: slowly, one part after the other, what matters most first. */
export async function healLesson(
  aid: HealingAid,
  participantId: string,
  kept: readonly KeptName[],
): Promise<HealingOutcome> {
  const state = await sealedState(aid);
  if (state === 'gone') return 'done';
  if (state === 'waiting' || state.archivePath === null) return 'later';
  const manifest = await again(aid, () => aid.api.manifest(state.archivePath ?? ''));
  const missing = await withTails(aid, missingLayers(manifest, participantId, kept));
  const brought = new Set(state.parts);
  for (const [index, layer] of missing.entries()) {
    const outcome = await bringLayer(aid, layer, brought, (share) => aid.onProgress((index + share) / missing.length));
    const next = missing[index + 1];
    // What matters most is put in while the rest is on its way.
    if (outcome !== 'brought' || !next || (rankOf(layer) <= 1 && rankOf(next) > 1)) {
      if (outcome !== 'wanted') await again(aid, aid.api.complete);
    }
    if (outcome !== 'brought') return 'later';
  }
  if (missing.length > 0) aid.onProgress(1);
  return 'done';
}

/** Layers with their tails among the ranges, where something was sent there. */
async function withTails(aid: HealingAid, layers: readonly MissingLayer[]): Promise<MissingLayer[]> {
  const missing: MissingLayer[] = [];
  for (const { name, ranges, tail } of layers) {
    const isSent = tail && (await aid.frames({ ...name, ranges: [beyond(tail, name.kind)], after: -1 })).length > 0;
    const all = isSent ? [...ranges, tail] : ranges;
    if (all.length > 0) missing.push({ name, ranges: all, tail });
  }
  return missing;
}

/** `wanted`: a lesson begins here. `enough`: the server takes no more now. */
async function bringLayer(
  aid: HealingAid,
  { name, ranges }: Pick<MissingLayer, 'name' | 'ranges'>,
  brought: ReadonlySet<string>,
  onShare: (share: number) => void,
): Promise<'brought' | 'wanted' | 'enough'> {
  let seen = 0;
  for await (const part of cutParts(name, framesOf(aid, { name, ranges }))) {
    const first = part.frames[0]?.rtpTimestamp ?? 0;
    seen = Math.max(
      seen,
      ranges.findIndex((range) => (range.toRtpTimestamp - first + 2 ** 32) % 2 ** 32 < 2 ** 31),
    );
    onShare(seen / ranges.length);
    if (brought.has(part.partId)) continue;
    if (await aid.isWanted()) return 'wanted';
    try {
      await again(aid, () => aid.api.bring(name, part));
    } catch (error) {
      if (isEnough(error)) return 'enough';
      throw error;
    }
    await aid.pause((part.lengthBytes * 8) / bitsPerMs);
  }
  return 'brought';
}

async function* framesOf(
  aid: HealingAid,
  { name, ranges }: Pick<MissingLayer, 'name' | 'ranges'>,
): AsyncGenerator<SentFrame[]> {
  for (let after = -1; ; ) {
    const frames = await aid.frames({ ...name, ranges, after });
    const last = frames.at(-1);
    if (!last) return;
    yield frames;
    after = last.number;
  }
}

/** `waiting`: the lesson goes on, or nothing was recorded yet. `gone`: nobody will ask for what is kept. */
async function sealedState(aid: HealingAid): Promise<HealingState | 'waiting' | 'gone'> {
  const untilMs = aid.now() + sealPatienceMs;
  for (let attempt = 0; aid.now() < untilMs; attempt += 1) {
    try {
      const state = await aid.api.state();
      if (state.sealed) return state;
      if (state.archivePath === null) return 'waiting';
    } catch (error) {
      if (isGone(error)) return 'gone';
      if (!isPassing(error)) throw error;
    }
    if (await aid.isWanted()) return 'waiting';
    await aid.pause(backoffMs(attempt, 1_000, 10_000));
  }
  return 'waiting';
}

/** Until it is answered. Throws a refusal, and the last passing failure once a lesson waits. */
async function again<Result>(aid: HealingAid, ask: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isPassing(error) || (await aid.isWanted())) throw error;
      await aid.pause(backoffMs(attempt, 1_000, 30_000));
    }
  }
}
