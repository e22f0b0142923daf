import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SfuRequestResult } from '../control/index.ts';
import type { ManualClock } from './testing/manual-clock.ts';
import { makePlan } from './testing/plans.ts';
import { cameraRtp, microphoneRtp } from './testing/rtp-samples.ts';
import { SfuLink } from './testing/sfu-link.ts';

/** An sfu under test: the control door of one node, on a clock that the test moves. */
export interface SfuUnderTest {
  port: number;
  sharedKey: string;
  clock: ManualClock;
  killWorker(workerId: string): void;
  /** Transports that the engine has, by its own account. */
  countTransports(): Promise<number>;
  close(): Promise<void>;
}

/** What signaling may rely on, whatever moves the media. */
export function sfuContract(name: string, start: () => Promise<SfuUnderTest>): void {
  describe(`control contract on ${name}`, () => {
    let sfu: SfuUnderTest;
    let link: SfuLink;
    let lessonId: string;
    let lessons = 0;

    beforeAll(async () => {
      sfu = await start();
    });
    afterAll(() => sfu.close());
    beforeEach(async () => {
      link = await SfuLink.open(sfu.port, sfu.sharedKey);
      lessons += 1;
      lessonId = `lesson${lessons}`;
    });
    afterEach(async () => {
      await link.get('lesson:close', { lessonId });
      link.close();
    });

    const open = (seatId: string, session = 's1'): Promise<SfuRequestResult<'seat:open'>> =>
      link.get('seat:open', { lessonId, seatId, session });
    const publish = (seatId: string, trackId: string, ssrc: number, layers = 1): Promise<{ layers: number }> =>
      link.get('track:publish', {
        ...{ lessonId, seatId, trackId, source: 'camera', kind: 'video' },
        ...{ rtpParameters: cameraRtp(ssrc, layers), paused: false },
      });
    const apply = (options: Parameters<typeof makePlan>[0]): Promise<{ sequence: number }> =>
      link.get('plan:apply', { lessonId, plan: makePlan(options) });
    const code = async (name: string, input: unknown): Promise<string> => {
      const answer = await link.askRaw(name, input);
      return answer.ok ? 'ok' : answer.error.code;
    };
    const trackIds = ({ consumers }: { consumers: { trackId: string }[] }): string[] =>
      consumers.map(({ trackId }) => trackId).sort();

    test('refuses a link without the shared key', async () => {
      await expect(SfuLink.open(sfu.port, 'f'.repeat(64))).rejects.toThrow();
    });

    test('answers what is wrong, and serves on', async () => {
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
      const greedy = await SfuLink.open(sfu.port, sfu.sharedKey);
      const closed = new Promise((resolve) => greedy.socket.once('disconnect', resolve));
      greedy.socket.emit('request', 'node:describe', { text: 'x'.repeat(1_100_000) }, () => {});
      await closed;
      const plan = makePlan({ sequence: 1, groups: { all: Array.from({ length: 20_000 }, (_, n) => `track${n}`) } });
      expect(JSON.stringify(plan).length).toBeGreaterThan(1_048_576);
      expect(await link.get('plan:apply', { lessonId, plan })).toEqual({ sequence: 1 });
    });

    test('opens a seat once per session', async () => {
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

    test('leaves UDP out for a seat that prefers TCP', async () => {
      const seat = await link.get('seat:open', { lessonId, seatId: 'walled', session: 's', preferTcp: true });
      expect(new Set(seat.receive.iceCandidates.map(({ protocol }) => protocol))).toEqual(new Set(['tcp']));
    });

    test('connects and restarts, and takes the same connection twice', async () => {
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

    test('gives each seat what its group may have, and never its own', async () => {
      const groups = { class: ['camera', 'screen', 'stage'], staff: ['stage'] };
      const seats = { teacher: 'staff', school: 'class' };
      await apply({ sequence: 1, seats, groups, tracks: { camera: 'teacher', stage: 'school' } });
      await open('teacher');
      await Promise.all([publish('teacher', 'camera', 10, 3), publish('teacher', 'screen', 20)]);
      const school = await open('school');
      expect(trackIds(school)).toEqual(['camera']);
      expect(school.consumers[0]).toMatchObject({ seatId: 'teacher', source: 'camera', kind: 'video' });
      expect(school.consumers[0]?.rtpParameters.encodings).toHaveLength(1);
      const consumerIds = school.consumers.map(({ consumerId }) => consumerId);
      await link.get('consumer:ready', { lessonId, seatId: 'school', consumerIds: [...consumerIds, 'gone'] });
      await publish('school', 'stage', 30);
      const toTeacher = await link.event('seatChanged', ({ seatId }) => seatId === 'teacher');
      expect(trackIds(toTeacher)).toEqual(['stage']);
      await apply({ sequence: 2, seats, groups, tracks: { camera: 'teacher', screen: 'teacher', stage: 'school' } });
      const both = await link.event('seatChanged', (fact) => trackIds(fact).join() === 'camera,screen');
      expect(both.revision).toBeGreaterThan(school.revision);
      expect(both.session).toBe('s1');
      expect(both.consumers.map(({ consumerId }) => consumerId)).toContain(consumerIds[0]);
      await link.get('track:close', { lessonId, seatId: 'teacher', trackId: 'camera' });
      const last = await link.event('seatChanged', (fact) => trackIds(fact).join() === 'screen');
      expect(last.revision).toBeGreaterThan(both.revision);
    });

    test('follows interest within what the group may have', async () => {
      const groups = { class: [{ trackId: 'wall', priority: 10, maxSpatialLayer: 0, demand: 'interest' as const }] };
      await apply({ sequence: 1, seats: { teacher: 'staff', school: 'class' }, groups, tracks: { wall: 'teacher' } });
      await open('teacher');
      await publish('teacher', 'wall', 10, 3);
      expect(trackIds(await open('school'))).toEqual([]);
      const seat = { lessonId, seatId: 'school' };
      const tracks = [
        { trackId: 'wall', maxSpatialLayer: 2 },
        { trackId: 'secret', maxSpatialLayer: 2 },
      ];
      await link.get('interest:set', { ...seat, tracks });
      await link.event('seatChanged', (fact) => trackIds(fact).join() === 'wall');
      expect(await link.event('demandChanged')).toMatchObject({
        seatId: 'teacher',
        trackId: 'wall',
        maxSpatialLayer: 0,
      });
      link.forget();
      await link.get('interest:set', { ...seat, tracks: [] });
      await link.event('seatChanged', (fact) => fact.consumers.length === 0);
    });

    test('ignores an older plan and repeats', async () => {
      const seats = { teacher: 'all', school: 'all' };
      const newer = { sequence: 7, seats, groups: { all: ['camera'] }, tracks: { camera: 'teacher' } };
      expect(await apply(newer)).toEqual({ sequence: 7 });
      await open('teacher');
      await publish('teacher', 'camera', 10);
      expect(trackIds(await open('school'))).toEqual(['camera']);
      expect(await apply({ sequence: 6, seats: {} })).toEqual({ sequence: 7 });
      expect(await apply(newer)).toEqual({ sequence: 7 });
      const { lessons } = await link.get('node:describe', {});
      expect(lessons.find((lesson) => lesson.lessonId === lessonId)).toEqual({
        ...{ lessonId, sequence: 7, tapIds: [], trackIds: ['camera'] },
        seatIds: ['teacher', 'school'],
      });
      expect(link.all('seatChanged')).toEqual([]);
    });

    test('closes a seat that the plan drops, at once, with its tracks', async () => {
      const tracks = { camera: 'teacher' };
      const groups = { all: ['camera'] };
      await apply({ sequence: 1, seats: { teacher: 'all', school: 'all' }, groups, tracks });
      await open('teacher');
      await publish('teacher', 'camera', 10);
      await open('school');
      await apply({ sequence: 2, seats: { school: 'all' }, groups, tracks });
      await link.event('seatChanged', (fact) => fact.seatId === 'school' && fact.consumers.length === 0);
      expect(await code('interest:set', { lessonId, seatId: 'teacher', tracks: [] })).toBe('notFound');
    });

    test('keeps what no plan has named for five seconds', async () => {
      await open('teacher');
      await publish('teacher', 'camera', 10);
      sfu.clock.advance(4_900);
      await apply({ sequence: 1, seats: { teacher: 'all' } });
      const held = async (): Promise<unknown> => {
        const { lessons } = await link.get('node:describe', {});
        const { seatIds, trackIds } = lessons.find((lesson) => lesson.lessonId === lessonId) ?? {};
        return { seatIds, trackIds };
      };
      expect(await held()).toEqual({ seatIds: ['teacher'], trackIds: ['camera'] });
      await open('stranger');
      sfu.clock.advance(200);
      expect(await held()).toEqual({ seatIds: ['teacher', 'stranger'], trackIds: [] });
      sfu.clock.advance(5_000);
      expect(await held()).toEqual({ seatIds: ['teacher'], trackIds: [] });
    });

    test('tells what is needed: more at once, less after two seconds', async () => {
      const seats = { teacher: 'none', school: 'all' };
      const groups = { all: ['camera'] };
      const tracks = { camera: 'teacher' };
      await apply({ sequence: 1, seats, groups, tracks });
      await open('teacher');
      await publish('teacher', 'camera', 10, 3);
      expect(link.all('demandChanged')).toEqual([]);
      await open('school');
      expect(link.all('demandChanged')).toEqual([
        { lessonId, seatId: 'teacher', trackId: 'camera', maxSpatialLayer: 2 },
      ]);
      link.forget();
      await apply({ sequence: 2, seats, groups, tracks, paused: ['camera'] });
      sfu.clock.advance(1_900);
      await link.get('node:describe', {});
      expect(link.all('demandChanged')).toEqual([]);
      sfu.clock.advance(200);
      expect((await link.event('demandChanged')).maxSpatialLayer).toBe(-1);
    });

    test('taps tracks whole, as planned', async () => {
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
      expect(trackIds(toConsumers(await link.event('tapChanged')))).toEqual(['camera', 'microphone']);
      await expect(link.get('tap:open', { ...address, tapId: 'spy', ip: '203.0.113.9' })).rejects.toThrow('badRequest');
      await link.get('tap:close', { lessonId, tapId: 'recorder' });
      sfu.clock.advance(2_100);
      await link.event('demandChanged', ({ maxSpatialLayer }) => maxSpatialLayer === -1);
    });

    test('tells every link, and a new one what it has missed', async () => {
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

    test('outlives its signaling, and a worker', async () => {
      const seats = Object.fromEntries(['teacher', 'a', 'b', 'c', 'd'].map((seatId) => [seatId, 'all']));
      const plan = { seats, groups: { all: ['camera', 'stage'] }, tracks: { camera: 'teacher', stage: 'a' } };
      await apply({ sequence: 1, ...plan, taps: { recorder: ['camera', 'stage'] } });
      for (const seatId of Object.keys(seats)) await open(seatId);
      await Promise.all([publish('teacher', 'camera', 10), publish('a', 'stage', 20)]);
      await link.get('tap:open', { lessonId, tapId: 'recorder', ip: '127.0.0.1', port: 40_999 });
      link.close();
      link = await SfuLink.open(sfu.port, sfu.sharedKey);
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

    test('leaves nothing behind', async () => {
      const names = Array.from({ length: 50 }, (_, n) => `seat${n}`);
      const seats = Object.fromEntries(names.map((seatId) => [seatId, 'all']));
      await apply({ sequence: 1, seats, groups: { all: ['camera'] }, tracks: { camera: 'seat0' } });
      await open('seat0');
      await publish('seat0', 'camera', 10, 3);
      await Promise.all(names.map((seatId) => open(seatId)));
      expect(await sfu.countTransports()).toBeGreaterThanOrEqual(100);
      const closing = names.map((seatId) => link.get('seat:close', { lessonId, seatId }));
      const reopening = open('seat7', 'late').catch(() => undefined);
      await Promise.all([...closing, reopening]);
      await link.get('lesson:close', { lessonId });
      const { workers } = await link.get('node:describe', {});
      expect(workers.map(({ seats, consumers }) => seats + consumers)).toEqual(workers.map(() => 0));
      expect(await sfu.countTransports()).toBe(0);
    });
  });
}

function toConsumers({ tracks }: { tracks: { trackId: string }[] }): { consumers: { trackId: string }[] } {
  return { consumers: tracks };
}
