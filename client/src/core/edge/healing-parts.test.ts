import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { healingLimits, isId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import type { SentFrame } from './frame-block.ts';
import { cutParts, missingRanges } from './healing-parts.ts';

const frames = (count: number, lengthBytes: number): SentFrame[] =>
  Array.from({ length: count }, (_, number) => ({
    number,
    rtpTimestamp: number * 960,
    data: new Uint8Array(lengthBytes).fill(number),
  }));

test('parts hold every frame once, are within what the server takes, and are cut the same again', () => {
  const sent = frames(3_000, 160);
  const parts = cutParts('t'.repeat(64), sent);
  expect(parts.flatMap((part) => part.frames.map(({ number }) => number))).toEqual(sent.map(({ number }) => number));
  for (const part of parts) {
    expect(JSON.stringify(part).length + 200).toBeLessThan(healingLimits.partBytes);
    expect(part.frames.length).toBeLessThanOrEqual(healingLimits.framesPerPart);
    expect(isId(part.partId)).toBe(true);
  }
  expect(new Set(parts.map(({ partId }) => partId)).size).toBe(parts.length);
  expect(cutParts('t'.repeat(64), sent)).toEqual(parts);
  expect(cutParts('mic', frames(2_000, 10)).every((part) => JSON.stringify(part).length < 64_000)).toBe(true);
});

test('what is missing is asked for of own sound of which something is kept', () => {
  const sent = { ssrc: 1, fromRtpTimestamp: 960, toRtpTimestamp: 9_600 };
  const track = (trackId: string, participantId: string, kind = 'audio') => ({
    ...{ trackId, participantId, kind },
    layers: [{ gaps: [{ cause: 'loss', sent }, { cause: 'sourcePaused' }] }],
  });
  const tracks = [track('mic', 'me'), track('old', 'me'), track('other', 'you'), track('camera', 'me', 'video')];
  const manifest = { tracks } as unknown as ArchiveManifest;
  expect(missingRanges(manifest, 'me', new Set(['mic', 'camera', 'other']))).toEqual(new Map([['mic', [sent]]]));
});
