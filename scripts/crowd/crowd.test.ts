import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkPath, makeLesson } from '../demo/lesson.ts';
import { freePort, openProduct, type Product } from '../demo/product.ts';
import { openNetLab } from '../net-lab/net-lab.ts';
import { type Crowd, openCrowd } from './crowd.ts';

const tokenOf = (path: string) => path.slice(path.indexOf('#t=') + 3);

describe('openCrowd', () => {
  let product: Product;
  const crowds: Crowd[] = [];
  let sfuPort: string;
  beforeAll(async () => {
    sfuPort = String(await freePort());
    const environment = { SFU_WORKERS: '1', RTC_MIN_PORT: sfuPort, RTC_MAX_PORT: sfuPort };
    product = await openProduct({ processes: ['sfu', 'signaling'], environment });
  }, 60_000);
  afterAll(async () => {
    for (const crowd of crowds) crowd.close();
    await product?.close();
  });

  it('takes part in a lesson by the real protocol: sends, receives, is called on stage', async () => {
    const { baseUrl, operator } = product;
    const lesson = await makeLesson(operator, { title: 'Moon', classrooms: ['One', 'Two'] });
    const open = async (links: readonly string[], sends: boolean) => {
      const crowd = await openCrowd({ baseUrl, tokens: links.map((link) => tokenOf(linkPath(lesson, link))), sends });
      crowds.push(crowd);
      return crowd.seats;
    };
    const [teacher] = await open(['teacher'], true);
    const [one] = await open(lesson.classroomIds.slice(0, 1), true);
    const [two] = await open(lesson.classroomIds.slice(1), false);
    if (!teacher || !one || !two) throw new Error('a seat is missing');
    const signal = AbortSignal.timeout(15_000);
    const receives = (from: string, sources: readonly string[]) => (seat: typeof two) =>
      sources.every((source) =>
        seat.tracks.some((track) => track.seatId === from && track.source === source && track.counts.frames > 10),
      );
    const both = ['camera', 'microphone'];
    await two.until(receives(teacher.grant.participantId, both), signal);
    await one.until(receives(teacher.grant.participantId, both), signal);
    expect(two.tracks.some(({ seatId }) => seatId === one.grant.participantId)).toBe(false);

    await teacher.command('stage:call', { participantId: one.grant.participantId });
    await two.until(receives(one.grant.participantId, both), signal);
    await teacher.until(receives(one.grant.participantId, both), signal);
    expect(two.state.stage.map(({ participantId }) => participantId)).toEqual([one.grant.participantId]);

    await teacher.command('stage:leave', { participantId: one.grant.participantId });
    await two.until(({ tracks }) => tracks.every(({ seatId }) => seatId !== one.grant.participantId), signal);
    const report = crowds.map((crowd) => crowd.report());
    expect(report.flatMap(({ problems }) => problems)).toEqual([]);
    expect(report.every(({ loss, silentTracks }) => loss === 0 && silentTracks === 0)).toBe(true);
  });

  it('counts what a bad line loses, packet by packet', async () => {
    const { baseUrl, operator } = product;
    const lesson = await makeLesson(operator, { title: 'Sun', classrooms: ['One'] });
    const lab = await openNetLab({ seed: 3, relays: [{ kind: 'udp', to: sfuPort }] });
    try {
      const open = async (link: string, more: { sends?: boolean; mediaPort?: number }) => {
        const crowd = await openCrowd({ baseUrl, tokens: [tokenOf(linkPath(lesson, link))], ...more });
        crowds.push(crowd);
        return crowd;
      };
      await open('teacher', { sends: true });
      const room = await open(lesson.classroomIds[0] ?? '', { mediaPort: lab.addresses[0]?.port ?? 0 });
      const signal = AbortSignal.timeout(15_000);
      const [seat] = room.seats;
      const packets = () => room.report().packets;
      await seat?.until(() => packets() > 50, signal);
      expect(room.report().loss).toBe(0);
      lab.set({ down: { loss: 0.2 } });
      const before = { packets: packets(), lost: lab.counts().down.lost };
      await seat?.until(() => packets() > before.packets + 300, signal);
      lab.set({ down: { loss: 0 } });
      const after = packets();
      await seat?.until(() => packets() > after + 30, signal);
      const { loss } = room.report();
      const lostByLab = lab.counts().down.lost - before.lost;
      const lostBySeat = (loss * packets()) / (1 - loss);
      expect(lostByLab).toBeGreaterThan(40);
      // Reports of the sfu and packets that only probe the line are lost as well and counted by nobody.
      expect(lostBySeat).toBeGreaterThan(lostByLab * 0.6);
      expect(lostBySeat).toBeLessThanOrEqual(lostByLab + 1);
    } finally {
      await lab.close();
    }
  });

  it('says why a seat is refused', async () => {
    const { baseUrl } = product;
    await expect(openCrowd({ baseUrl, tokens: ['nonsense'] })).rejects.toThrow('unauthorized');
  });
});
