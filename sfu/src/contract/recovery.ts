import { expect, test } from 'vitest';
import { microphoneRtp } from '../testing/rtp-samples.ts';
import { SfuLink } from '../testing/sfu-link.ts';
import { type Bench, trackIds } from './bench.ts';

/** Taps, and what is left when signaling or a worker is gone. */
export function recoveryContract(bench: () => Bench): void {
  test('taps tracks whole, as planned', async () => {
    const { sfu, link, lessonId, open, publish, apply } = bench();
    const seats = { teacher: 'none' };
    const tracks = { camera: 'teacher', microphone: 'teacher' };
    await apply({ sequence: 1, seats, tracks, taps: { recorder: ['camera'] } });
    await open('teacher');
    await publish('teacher', 'camera', 10, 3);
    const address = { lessonId, tapId: 'recorder', ip: '127.0.0.1', port: 40_999 };
    const tap = await link.get('tap:open', address);
    expect(tap.pipes).toHaveLength(1);
    expect(tap.tracks).toMatchObject([{ trackId: 'camera', seatId: 'teacher', pipeId: tap.pipes[0]?.pipeId }]);
    const ssrcs = tap.tracks[0]?.rtpParameters.encodings?.map(({ ssrc = 0 }) => ssrc) ?? [];
    expect(ssrcs).toHaveLength(3);
    expect(new Set(ssrcs).size).toBe(3);
    expect((await link.get('tap:open', address)).pipes).toEqual(tap.pipes);
    expect(await link.event('demandChanged')).toMatchObject({ trackId: 'camera', maxSpatialLayer: 2 });
    const sound = { rtpParameters: microphoneRtp(50), source: 'microphone', kind: 'audio', paused: false } as const;
    await link.get('track:publish', { lessonId, seatId: 'teacher', trackId: 'microphone', ...sound });
    await apply({ sequence: 2, seats, tracks, taps: { recorder: ['camera', 'microphone'] } });
    expect(trackIds(await link.event('tapChanged'))).toEqual(['camera', 'microphone']);
    await expect(link.get('tap:open', { ...address, tapId: 'spy', ip: '203.0.113.9' })).rejects.toThrow('badRequest');
    await link.get('tap:close', { lessonId, tapId: 'recorder' });
    sfu.clock.advance(2_100);
    await link.event('demandChanged', ({ maxSpatialLayer }) => maxSpatialLayer === -1);
  });

  test('outlives its signaling, and a worker', async () => {
    const { sfu, lessonId, open, publish, apply } = bench();
    const seats = Object.fromEntries(['teacher', 'a', 'b', 'c', 'd'].map((seatId) => [seatId, 'all']));
    const plan = { seats, groups: { all: ['camera', 'stage'] }, tracks: { camera: 'teacher', stage: 'a' } };
    await apply({ sequence: 1, ...plan, taps: { recorder: ['camera', 'stage'] } });
    for (const seatId of Object.keys(seats)) await open(seatId);
    await Promise.all([publish('teacher', 'camera', 10), publish('a', 'stage', 20)]);
    await bench().link.get('tap:open', { lessonId, tapId: 'recorder', ip: '127.0.0.1', port: 40_999 });
    bench().link.close();
    const link = await SfuLink.open(sfu.port, sfu.sharedKey);
    bench().link = link;
    const before = await link.get('node:describe', {});
    expect(before.workers.every((worker) => worker.seats > 0)).toBe(true);
    const victim = before.workers[0]?.workerId ?? '';
    link.forget();
    const killedAtMs = performance.now();
    sfu.killWorker(victim);
    const died = await link.event('workerDied');
    expect(performance.now() - killedAtMs).toBeLessThan(500);
    expect(died).toMatchObject({ workerId: victim });
    const dead = died.seats.map(({ seatId }) => seatId);
    expect(dead.length).toBeGreaterThan(0);
    expect(dead.length).toBeLessThan(5);
    const gone = died.tracks.map(({ trackId }) => trackId);
    const tap = await link.event('tapChanged');
    expect(tap.tracks.some(({ trackId }) => gone.includes(trackId))).toBe(false);
    for (const seatId of dead) expect(await open(seatId)).toMatchObject({ revision: expect.any(Number) });
    const after = await link.get('node:describe', {});
    expect(after.lessons.find((lesson) => lesson.lessonId === lessonId)?.seatIds.sort()).toEqual(
      Object.keys(seats).sort(),
    );
  });
}
