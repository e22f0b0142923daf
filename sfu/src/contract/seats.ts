import { expect, test } from 'vitest';
import type { Bench } from './bench.ts';

/** Seats, their transports and what they publish. */
export function seatsContract(bench: () => Bench): void {
  test('opens a seat once per session', async () => {
    const { lessonId, open, code } = bench();
    const [first, again] = await Promise.all([open('teacher'), open('teacher')]);
    expect(again.send).toEqual(first.send);
    expect(again.mediaEpoch).toBe(first.mediaEpoch);
    expect(first.routerRtpCapabilities.codecs?.length).toBeGreaterThan(1);
    expect(first.send.iceCandidates.map(({ ip }) => ip)).toContain('127.0.0.1');
    const other = await open('teacher', 's2');
    expect(other.mediaEpoch).not.toBe(first.mediaEpoch);
    expect(other.send.transportId).not.toBe(first.send.transportId);
    expect(await code('seat:close', { lessonId, seatId: 'teacher', session: 's1' })).toBe('ok');
    expect((await open('teacher', 's2')).mediaEpoch).toBe(other.mediaEpoch);
    expect(await code('seat:close', { lessonId, seatId: 'teacher' })).toBe('ok');
    expect(await code('seat:close', { lessonId, seatId: 'teacher' })).toBe('ok');
    const input = { lessonId, seatId: 'teacher', transportId: other.send.transportId };
    expect(await code('transport:restartIce', input)).toBe('notFound');
  });

  test('tells a seat that comes back what is needed of its tracks', async () => {
    const { sfu, link, open, publish, apply } = bench();
    const seats = { teacher: 'all', school: 'all' };
    await apply({ sequence: 1, seats, groups: { all: ['camera'] }, tracks: { camera: 'teacher' } });
    await Promise.all([open('teacher'), open('school')]);
    await publish('teacher', 'camera', 10, 3);
    const { maxSpatialLayer } = await link.event('demandChanged');
    sfu.clock.advance(10_000);
    link.forget();
    await open('school');
    await open('teacher');
    const [told, ...more] = link.all('demandChanged');
    expect(told).toMatchObject({ seatId: 'teacher', trackId: 'camera', maxSpatialLayer });
    expect(more).toEqual([]);
  });

  test('leaves UDP out for a seat that prefers TCP', async () => {
    const { link, lessonId } = bench();
    const seat = await link.get('seat:open', { lessonId, seatId: 'walled', session: 's', preferTcp: true });
    expect(new Set(seat.receive.iceCandidates.map(({ protocol }) => protocol))).toEqual(new Set(['tcp']));
  });

  test('connects and restarts, and takes the same connection twice', async () => {
    const { link, lessonId, open } = bench();
    const { receive } = await open('teacher');
    const seat = { lessonId, seatId: 'teacher', transportId: receive.transportId };
    const value = 'AB:'.repeat(31).concat('AB');
    const dtlsParameters = { role: 'client' as const, fingerprints: [{ algorithm: 'sha-256' as const, value }] };
    await link.get('transport:connect', { ...seat, dtlsParameters });
    await link.get('transport:connect', { ...seat, dtlsParameters });
    const ice = await link.get('transport:restartIce', seat);
    expect(ice.usernameFragment).not.toBe(receive.iceParameters.usernameFragment);
  });

  test('publishes a track once, for one seat', async () => {
    const { link, lessonId, open, publish, apply } = bench();
    await Promise.all([open('teacher'), open('school')]);
    expect(await Promise.all([publish('teacher', 'camera', 10, 3), publish('teacher', 'camera', 10, 3)])).toEqual([
      { layers: 3 },
      { layers: 3 },
    ]);
    await expect(publish('school', 'camera', 20)).rejects.toThrow('badRequest');
    await expect(publish('nobody', 'other', 30)).rejects.toThrow('notFound');
    await apply({ sequence: 1, seats: { teacher: 'all', school: 'all' }, tracks: { board: 'teacher' } });
    await expect(publish('school', 'board', 40)).rejects.toThrow('badRequest');
    await link.get('track:close', { lessonId, seatId: 'school', trackId: 'camera' });
    const { lessons } = await link.get('node:describe', {});
    expect(lessons.find((lesson) => lesson.lessonId === lessonId)?.trackIds).toEqual(['camera']);
  });

  test('leaves nothing behind', async () => {
    const { sfu, link, lessonId, open, publish, apply } = bench();
    const names = Array.from({ length: 50 }, (_, n) => `seat${n}`);
    const seats = Object.fromEntries(names.map((seatId) => [seatId, 'all']));
    await apply({ sequence: 1, seats, groups: { all: ['camera'] }, tracks: { camera: 'seat0' } });
    await open('seat0');
    await publish('seat0', 'camera', 10, 3);
    await Promise.all(names.map((seatId) => open(seatId)));
    expect(await sfu.countTransports()).toBeGreaterThanOrEqual(100);
    // Also when they come all at once, seats are shared out among the workers.
    for (const worker of (await link.get('node:describe', {})).workers) expect(worker.seats).toBeGreaterThan(15);
    const closing = names.map((seatId) => link.get('seat:close', { lessonId, seatId }));
    const reopening = open('seat7', 'late').catch(() => undefined);
    await Promise.all([...closing, reopening]);
    await link.get('lesson:close', { lessonId });
    const { workers } = await link.get('node:describe', {});
    expect(workers.map(({ seats, consumers }) => seats + consumers)).toEqual(workers.map(() => 0));
    expect(await sfu.countTransports()).toBe(0);
  });
}
