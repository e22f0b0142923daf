import { expect, test, vi } from 'vitest';
import { layersOf } from './layers-of.ts';

/** A sender whose report of each asking is the next of a row. */
function makeSender(rids: (string | undefined)[], reports: object[][]): RTCRtpSender {
  const row = [...reports];
  return {
    getParameters: () => ({ encodings: rids.map((rid) => ({ rid })) }),
    getStats: async () => new Map((row.length > 1 ? row.shift() : row[0])?.map((each, index) => [index, each])),
  } as unknown as RTCRtpSender;
}
const stream = (ssrc: number, rid?: string) => ({ type: 'outbound-rtp', ssrc, rid });

test('layers are told by the place of their encodings, whatever order the report has', async () => {
  const reports = [stream(9, 'r2'), { type: 'codec' }, stream(7, 'r0'), stream(8, 'r1'), stream(6, 'gone')];
  expect(await layersOf(makeSender(['r0', 'r1', 'r2'], [reports]), 'video')).toEqual([
    { ssrc: 9, layer: 2 },
    { ssrc: 7, layer: 0 },
    { ssrc: 8, layer: 1 },
  ]);
  expect(await layersOf(makeSender([undefined], [[stream(5)]]), 'video')).toEqual([{ ssrc: 5, layer: 0 }]);
  expect(await layersOf(makeSender([undefined], [[stream(5)]]), 'audio')).toEqual([]);
});

test('streams that the browser has not made yet are waited for, and not for ever', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  try {
    const late = layersOf(
      makeSender(['r0', 'r1'], [[], [stream(1, 'r0')], [stream(1, 'r0'), stream(2, 'r1')]]),
      'video',
    );
    await vi.advanceTimersByTimeAsync(600);
    expect((await late).map(({ layer }) => layer)).toEqual([0, 1]);
    const never = layersOf(makeSender(['r0', 'r1'], [[stream(1, 'r0')]]), 'video');
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await never).toEqual([{ ssrc: 1, layer: 0 }]);
  } finally {
    vi.useRealTimers();
  }
});
