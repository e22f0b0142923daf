import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import { makePlan } from '../testing/plans.ts';
import { cameraRtp, microphoneRtp } from '../testing/rtp-samples.ts';
import { SfuLink } from '../testing/sfu-link.ts';
import { type Bench, trackIds } from './bench.ts';

/** Who may link, what is answered to what is wrong, and what every link is told. */
export function doorContract(bench: () => Bench): void {
  test('refuses a link without the shared key', async () => {
    const { sfu } = bench();
    await expect(SfuLink.open(sfu.port, 'f'.repeat(64))).rejects.toThrow();
  });

  test('answers what is wrong, and serves on', async () => {
    const { link, lessonId, open, code } = bench();
    expect(await code('no:such', {})).toBe('badRequest');
    expect(await code('toString', {})).toBe('badRequest');
    expect(await code('seat:open', { lessonId, seatId: '../x', session: 's' })).toBe('badRequest');
    expect(await code('seat:open', null)).toBe('badRequest');
    expect(await code('plan:apply', { lessonId, plan: { sequence: -1 } })).toBe('badRequest');
    expect(await code('interest:set', { lessonId, seatId: 'nobody', tracks: [] })).toBe('notFound');
    expect(await code('lesson:stats', { lessonId: 'nowhere' })).toBe('notFound');
    await open('teacher');
    const seat = { lessonId, seatId: 'teacher' };
    expect(await code('transport:restartIce', { ...seat, transportId: 'none' })).toBe('notFound');
    const dtlsParameters = { fingerprints: [{ algorithm: 'sha-256', value: 'zz' }] };
    expect(await code('transport:connect', { ...seat, transportId: 'none', dtlsParameters })).toBe('badRequest');
    const track = { ...seat, trackId: 't', source: 'camera', kind: 'video', paused: false };
    expect(await code('track:publish', { ...track, rtpParameters: { codecs: [] } })).toBe('badRequest');
    const red = { ...microphoneRtp(9), codecs: [{ mimeType: 'audio/red', payloadType: 63, clockRate: 48_000 }] };
    expect(await code('track:publish', { ...track, kind: 'audio', rtpParameters: red })).toBe('unsupported');
    expect((await link.get('node:describe', {})).lessons).toContainEqual(expect.objectContaining({ lessonId }));
  });

  test('tells nothing to a link that has proved nothing, and does nothing for it', async () => {
    const { sfu, link, lessonId, open } = bench();
    const stranger = io(`http://127.0.0.1:${sfu.port}`, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      auth: { nonce: 'n'.repeat(43) },
    });
    const heard: string[] = [];
    stranger.onAny((event: string) => heard.push(event));
    await new Promise((resolve) => stranger.once('challenge', resolve));
    stranger.emit('request', 'seat:open', { lessonId, seatId: 'stranger', session: 's' }, () => heard.push('answer'));
    await open('teacher');
    sfu.clock.advance(2_000);
    await link.event('qualityMeasured');
    const closed = new Promise((resolve) => stranger.once('disconnect', resolve));
    stranger.emit('prove', { proof: 'wrong' }, () => heard.push('proved'));
    await closed;
    expect(heard).toEqual(['challenge']);
    const { lessons } = await link.get('node:describe', {});
    expect(lessons.find((lesson) => lesson.lessonId === lessonId)?.seatIds).toEqual(['teacher']);
  });

  test('refuses malformed media, and loses no worker over it', async () => {
    const { link, lessonId, open, publish } = bench();
    await open('teacher');
    const camera = cameraRtp(10, 1);
    const [encoding] = camera.encodings ?? [];
    const [codec] = camera.codecs;
    const mean: unknown[] = [
      ...[0, -1, 1.5, 2 ** 32, '7', null].map((ssrc) => ({ ...camera, encodings: [{ ssrc }] })),
      ...[-1, 128, 1e9, 'x'].map((payloadType) => ({ ...camera, codecs: [{ ...codec, payloadType }] })),
      ...[0, 2 ** 31, -90_000].map((clockRate) => ({ ...camera, codecs: [{ ...codec, clockRate }] })),
      ...[[], [encoding, encoding, encoding, encoding], [{}, {}], 'x', null].map((encodings) => ({
        ...camera,
        encodings,
      })),
      { ...camera, encodings: [encoding, encoding] },
      { ...camera, encodings: [{ rid: 'a' }, { rid: 'a' }] },
      { ...camera, encodings: [{ rid: '../..' }] },
      { ...camera, encodings: [{ ssrc: 5, scalabilityMode: 'L9T9' }] },
      {
        ...camera,
        codecs: [codec, { mimeType: 'video/rtx', payloadType: 104, clockRate: 90_000, parameters: { apt: 99 } }],
      },
      { ...camera, codecs: [{ ...codec, mimeType: 'video/red' }] },
      { ...camera, codecs: [{ ...codec, mimeType: 'audio/opus' }] },
      { ...camera, codecs: Array.from({ length: 17 }, () => codec) },
      { ...camera, headerExtensions: [{ uri: 'urn:none', id: 1 }] },
      { ...camera, headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 0 }] },
      { ...camera, mid: 'x'.repeat(300) },
      { ...camera, rtcp: { cname: 'x'.repeat(300) } },
      [],
    ];
    for (const [position, rtpParameters] of mean.entries()) {
      const seat = { lessonId, seatId: 'teacher', trackId: `mean${position}`, source: 'camera', kind: 'video' };
      const answer = await link.askRaw('track:publish', { ...seat, paused: false, rtpParameters });
      if (answer.ok) await link.get('track:close', { lessonId, seatId: 'teacher', trackId: seat.trackId });
      else expect(['badRequest', 'unsupported'], JSON.stringify(rtpParameters)).toContain(answer.error.code);
    }
    expect(await publish('teacher', 'camera', 20)).toEqual({ layers: 1 });
    expect(link.all('workerDied')).toEqual([]);
  });

  test('closes a link that sends too much', async () => {
    const { sfu, link, lessonId } = bench();
    const greedy = await SfuLink.open(sfu.port, sfu.sharedKey);
    const closed = new Promise((resolve) => greedy.socket.once('disconnect', resolve));
    greedy.socket.emit('request', 'node:describe', { text: 'x'.repeat(1_100_000) }, () => {});
    await closed;
    const plan = makePlan({ sequence: 1, groups: { all: Array.from({ length: 20_000 }, (_, n) => `track${n}`) } });
    expect(JSON.stringify(plan).length).toBeGreaterThan(1_048_576);
    expect(await link.get('plan:apply', { lessonId, plan })).toEqual({ sequence: 1 });
  });

  test('tells every link, and a new one what it has missed', async () => {
    const { sfu, link, lessonId, open, publish, apply } = bench();
    const plan = { sequence: 1, seats: { teacher: 'all', school: 'all' }, groups: { all: ['camera'] } };
    await apply({ ...plan, tracks: { camera: 'teacher' } });
    await open('teacher');
    await publish('teacher', 'camera', 10);
    await open('school');
    const second = await SfuLink.open(sfu.port, sfu.sharedKey);
    expect(trackIds(await second.event('seatChanged', ({ seatId }) => seatId === 'school'))).toEqual(['camera']);
    expect(await second.event('demandChanged')).toMatchObject({ trackId: 'camera', maxSpatialLayer: 0 });
    sfu.clock.advance(2_000);
    const [one, two] = await Promise.all([link.event('qualityMeasured'), second.event('qualityMeasured')]);
    expect(one).toEqual(two);
    expect(one.seats.map(({ seatId }) => seatId)).toEqual(['teacher', 'school']);
    second.close();
    expect((await link.get('lesson:stats', { lessonId })).seats).toHaveLength(2);
  });
}
