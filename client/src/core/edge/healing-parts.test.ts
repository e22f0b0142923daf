import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { healingLimits, isId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import type { KeptName } from './edge-messages.ts';
import type { SentFrame } from './frame-block.ts';
import { beyond, cutParts, type FramesPart, missingLayers } from './healing-parts.ts';

const frames = (count: number, lengthBytes: number): SentFrame[] =>
  Array.from({ length: count }, (_, number) => ({
    number,
    rtpTimestamp: number * 960,
    data: new Uint8Array(lengthBytes).fill(number),
  }));

const name = (trackId: string, kind: KeptName['kind'] = 'audio', layer = 0): KeptName => ({
  ...{ lessonId: 'lesson', trackId, kind, layer },
});

async function partsOf(sent: readonly SentFrame[], chunk: number): Promise<FramesPart[]> {
  async function* given() {
    for (let at = 0; at < sent.length; at += chunk) yield sent.slice(at, at + chunk);
  }
  const parts: FramesPart[] = [];
  for await (const part of cutParts(name('t'.repeat(64), 'video', 2), given())) parts.push(part);
  return parts;
}

test('parts hold every frame, begin with the last of the one before, are within what the server takes, and are cut the same again', async () => {
  const sent = frames(3_000, 160);
  const parts = await partsOf(sent, 700);
  const numbers = parts.map((part) => part.frames.map(({ number }) => number));
  expect(numbers.flatMap((each, index) => (index === 0 ? each : each.slice(1)))).toEqual(
    sent.map(({ number }) => number),
  );
  for (const [index, each] of numbers.entries()) if (index > 0) expect(each[0]).toBe(numbers[index - 1]?.at(-1));
  for (const part of parts) {
    expect(JSON.stringify(part).length + 200).toBeLessThan(healingLimits.partBytes);
    expect(part.frames.length).toBeLessThanOrEqual(healingLimits.framesPerPart);
    expect(isId(part.partId)).toBe(true);
  }
  expect(new Set(parts.map(({ partId }) => partId)).size).toBe(parts.length);
  expect(await partsOf(sent, 11)).toEqual(parts);
});

test('a large key frame goes alone with the one before, and one that the server would not take is left out', async () => {
  const most = (healingLimits.frameLength / 4) * 3;
  const sent = [100, most, most, most + 3, 100].map((length, number) => ({
    ...frames(1, length)[0],
    number,
  })) as SentFrame[];
  const parts = await partsOf(sent, 2);
  expect(parts.map((part) => part.frames.map(({ number }) => number))).toEqual([[0], [0, 1], [1, 2], [2, 4]]);
  for (const part of parts) expect(JSON.stringify(part).length + 200).toBeLessThan(healingLimits.partBytes);
});

test('what is missing is asked for of own tracks of which something is kept, sound and small pictures first', () => {
  const sent = { ssrc: 1, fromRtpTimestamp: 960, toRtpTimestamp: 9_600 };
  const gaps = [{ cause: 'loss', sent }, { cause: 'sourcePaused' }];
  const track = (trackId: string, participantId: string, kind: string, layers: number[]) => ({
    ...{ trackId, participantId, kind },
    layers: layers.map((layer) => ({ layer, gaps: layer === 1 ? [] : gaps })),
  });
  const tracks = [
    ...[track('old', 'me', 'audio', [0]), track('other', 'you', 'audio', [0]), track('odd', 'me', 'video', [0])],
    ...[track('camera', 'me', 'video', [0, 1, 2]), track('mic', 'me', 'audio', [0])],
  ];
  const kept = [
    ...[2, 1, 0, 3].map((layer) => name('camera', 'video', layer)),
    ...[name('mic'), name('other'), name('odd'), name('gone')],
  ];
  const missing = missingLayers({ tracks, startedAt: 0, endedAt: 1_000 } as unknown as ArchiveManifest, 'me', kept);
  expect(missing).toEqual(
    [name('mic'), name('camera', 'video', 0), name('camera', 'video', 2)].map((each) => ({
      name: each,
      ...{ ranges: [sent], tail: null },
    })),
  );
});

test('behind a layer that ended before its lesson something may have been sent', () => {
  const layers = [{ layer: 0, gaps: [], endMs: 10_000, sentUntil: { ssrc: 1, rtpTimestamp: 2 ** 32 - 100 } }];
  const tracks = [{ trackId: 'mic', participantId: 'me', kind: 'audio', layers }];
  const missing = (endedAt: number) =>
    missingLayers({ tracks, startedAt: 0, endedAt } as unknown as ArchiveManifest, 'me', [name('mic')]);
  expect(missing(11_900)).toEqual([]);
  const [{ tail, ranges } = { tail: null, ranges: null }] = missing(40_000);
  expect([tail, ranges]).toEqual([{ fromRtpTimestamp: 2 ** 32 - 100, toRtpTimestamp: 30_000 * 48 - 100 }, []]);
  expect(tail && beyond(tail, 'audio')).toEqual({ fromRtpTimestamp: 95_900, toRtpTimestamp: 30_000 * 48 - 100 });
});
