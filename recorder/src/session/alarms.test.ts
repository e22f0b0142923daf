import { trackId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { Alarms } from './alarms.ts';

const track = trackId('t-1');

function watch(before: ConstructorParameters<typeof Alarms>[0] = []) {
  const said: unknown[] = [];
  const alarms = new Alarms(before, (code, id, raised) => said.push([code, id, raised]));
  return { said, alarms };
}

test('a full disk is said once, and once more when it takes writes again', () => {
  const { said, alarms } = watch();
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  for (const error of [full, full, null, null]) alarms.written(error);
  alarms.written(new Error('other'));
  expect(said).toEqual([
    ['diskFull', null, true],
    ['diskFull', null, false],
    ['writeFailed', null, true],
  ]);
});

test('a track that should send and does not is said within 5 s, and when it sends again or goes', () => {
  const { said, alarms } = watch();
  const activity = new Map<string, number | null>([[track, 1_000]]);
  for (let nowMs = 1_000; nowMs <= 6_000; nowMs += 1_000) alarms.tracks([track], activity, nowMs);
  expect(said).toEqual([['trackStalled', track, true]]);
  alarms.tracks([track], new Map([[track, 6_500]]), 7_000);
  expect(said).toHaveLength(2);
  for (let nowMs = 7_000; nowMs <= 11_000; nowMs += 1_000) alarms.tracks([track], activity, nowMs);
  alarms.tracks([], activity, 12_000);
  expect(said.slice(2)).toEqual([
    ['trackStalled', track, true],
    ['trackStalled', track, false],
  ]);
});

test('a track that was muted is expected only from when it is opened again', () => {
  const { said, alarms } = watch();
  alarms.tracks([track], new Map([[track, 1_000]]), 60_000);
  alarms.tracks([track], new Map([[track, 60_100]]), 61_000);
  expect(said).toEqual([]);
});

test('alarms of a recorder that is gone are taken back', () => {
  const { said, alarms } = watch([
    { code: 'noRecorder', trackId: null, raisedAt: 1 },
    { code: 'diskFull', trackId: null, raisedAt: 1 },
  ]);
  alarms.recording();
  alarms.written(null);
  expect(said).toEqual([
    ['noRecorder', null, false],
    ['diskFull', null, false],
  ]);
});
