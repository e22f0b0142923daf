import { type ArchiveManifest, LessonError } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import type { KeptName } from './edge-messages.ts';
import type { SentFrame } from './frame-block.ts';
import { type HealingAid, healLesson } from './heal-lesson.ts';
import type { HealingState } from './healing-api.ts';

const mic: KeptName = { lessonId: 'lesson', trackId: 'mic', kind: 'audio', layer: 0 };
const camera = (layer: number): KeptName => ({ lessonId: 'lesson', trackId: 'camera', kind: 'video', layer });
const kept = [camera(2), camera(0), mic];
const gaps = [{ cause: 'loss', sent: { ssrc: 1, fromRtpTimestamp: 0, toRtpTimestamp: 10_000_000 } }];
const manifest = {
  tracks: [
    { trackId: 'mic', participantId: 'me', kind: 'audio', layers: [{ layer: 0, gaps }] },
    { trackId: 'camera', participantId: 'me', kind: 'video', layers: [0, 1, 2].map((layer) => ({ layer, gaps })) },
  ],
} as unknown as ArchiveManifest;
const sealed: HealingState = { archivePath: '/archive/x/', sealed: true, parts: [] };
const refusal = (code: LessonError['code']) => new LessonError(code, code);

/** A server that answers by plan, and what was asked of it; 100 frames of 2,000 bytes of each layer. */
function makeAid(plan: Partial<HealingAid['api']> & { isWanted?: () => boolean } = {}) {
  const asked: string[] = [];
  const waits: number[] = [];
  const shares: number[] = [];
  let nowMs = 0;
  const aid: HealingAid = {
    api: {
      state: async () => sealed,
      manifest: async () => manifest,
      bring: async (_, { partId }) => void asked.push(partId),
      complete: async () => void asked.push('complete'),
      ...plan,
    },
    frames: async ({ after }) =>
      Array.from({ length: 30 }, (_, index) => after + 1 + index)
        .filter((number) => number < 100)
        .map((number): SentFrame => ({ number, rtpTimestamp: number * 960, data: new Uint8Array(2_000) })),
    isWanted: async () => plan.isWanted?.() ?? false,
    pause: async (ms) => {
      waits.push(ms);
      nowMs += ms;
    },
    onProgress: (share) => shares.push(share),
    now: () => nowMs,
  };
  return { aid, asked, waits, shares };
}

const heal = (aid: HealingAid) => healLesson(aid, 'me', kept);
const partsOf = (asked: readonly string[]) => asked.map((each) => each.replace(/-\d+$/, ''));

test('sound and small pictures are brought and put in before the large ones, no faster than the line may take', async () => {
  const { aid, asked, waits, shares } = makeAid();
  expect(await heal(aid)).toBe('done');
  const order = partsOf(asked).filter((each, index, all) => each !== all[index - 1]);
  expect(order).toEqual(['mic-audio0', 'camera-video0', 'complete', 'camera-video2', 'complete']);
  // 3 × 100 frames of 2,000 bytes at 250 kb/s.
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo((3 * 100 * 2_000 * 8) / 250);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test('what waits at the server already is not brought again', async () => {
  const first = makeAid();
  await heal(first.aid);
  const parts = first.asked.filter((each) => each !== 'complete').slice(0, -2);
  const second = makeAid({ state: async () => ({ ...sealed, parts }) });
  expect(await heal(second.aid)).toBe('done');
  expect(second.asked.filter((each) => each !== 'complete')).toEqual(first.asked.slice(-3, -1));
});

test('a line that breaks and a server that is away are waited for', async () => {
  let faults = 5;
  const fail = (code: LessonError['code']) => {
    faults -= 1;
    if (faults > 0) throw refusal(code);
  };
  const brought: string[] = [];
  const { aid, waits } = makeAid({
    bring: async (_, { partId }) => {
      fail('unavailable');
      brought.push(partId);
    },
    complete: async () => fail('tooMany'),
  });
  expect(await heal(aid)).toBe('done');
  expect(new Set(brought).size).toBe(brought.length);
  expect(waits.filter((ms) => ms >= 500 && ms <= 8_000).length).toBeGreaterThan(3);
});

test('a lesson that begins here stops it at once, and all is kept for later', async () => {
  let asks = 0;
  const { aid, asked } = makeAid({ isWanted: () => ++asks > 3 });
  expect(await heal(aid)).toBe('later');
  expect(asked).toHaveLength(3);
  expect(asked).not.toContain('complete');
});

test('a server that takes no more is asked to heal with what it has, and the rest is kept', async () => {
  const { aid, asked } = makeAid({
    bring: async () => {
      if (asked.push('part') > 2) throw refusal('tooLarge');
    },
  });
  expect(await heal(aid)).toBe('later');
  expect(asked.at(-1)).toBe('complete');
});

test('what is kept waits for the seal, and goes with its lesson', async () => {
  const states: (HealingState | LessonError)[] = [{ ...sealed, sealed: false }, refusal('unavailable'), sealed];
  const state = async () => {
    const next = states.shift() ?? sealed;
    if (next instanceof LessonError) throw next;
    return next;
  };
  expect(await heal(makeAid({ state }).aid)).toBe('done');
  const gone = async () => Promise.reject(refusal('notFound'));
  expect(await heal(makeAid({ state: gone }).aid)).toBe('done');
  const open = { ...sealed, sealed: false, archivePath: null };
  expect(await heal(makeAid({ state: async () => open }).aid)).toBe('later');
  const never = { ...sealed, sealed: false };
  const patient = makeAid({ state: async () => never });
  expect(await heal(patient.aid)).toBe('later');
  expect(patient.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(600_000);
});

test('nothing is asked where nothing is missing', async () => {
  const { aid, asked, shares } = makeAid({ manifest: async () => ({ ...manifest, tracks: [] }) });
  expect(await heal(aid)).toBe('done');
  expect([asked, shares]).toEqual([[], []]);
});

test('what was sent behind the end of a layer is brought, where something was', async () => {
  const tailed = (layers: object[]) => ({
    ...{ startedAt: 0, endedAt: 60_000 },
    tracks: [{ trackId: 'mic', participantId: 'me', kind: 'audio', layers }],
  });
  const layer = { layer: 0, gaps: [], endMs: 10_000, sentUntil: { ssrc: 1, rtpTimestamp: 9_600 } };
  const manifestOf = async () => tailed([layer]) as unknown as ArchiveManifest;
  const sent = makeAid({ manifest: manifestOf });
  expect(await heal(sent.aid)).toBe('done');
  expect(sent.asked.at(-1)).toBe('complete');
  const silent = makeAid({ manifest: manifestOf });
  expect(await healLesson({ ...silent.aid, frames: async () => [] }, 'me', kept)).toBe('done');
  expect(silent.asked).toEqual([]);
});
