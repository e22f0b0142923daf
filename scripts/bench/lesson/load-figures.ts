import { setTimeout as delay } from 'node:timers/promises';
import { type Crowd, openCrowd } from '../../crowd/crowd.ts';
import type { Film } from '../../demo/film.ts';
import { linkPath, makeLesson } from '../../demo/lesson.ts';
import type { Figure } from '../figures.ts';
import { processTree } from '../process-usage.ts';
import { largest, videoStats } from './media-delays.ts';
import { join, openSeat, type Seated } from './seats.ts';
import { startProduct } from './started-product.ts';
import type { Topic } from './topics.ts';
import { usageFigures } from './usage-figures.ts';

const receivers = 20;
const warmUpMs = 10_000;
const measureMs = 30_000;

/** What our own processes take while one teacher publishes and twenty rooms receive; the supervisor included. */
export async function measureLoad(
  film: Film,
  wanted: ReadonlySet<Topic>,
  say: (line: string) => void,
): Promise<Figure[]> {
  // The first start compiles, if nobody has started this version before; the figures are a later one's.
  await (await startProduct()).close();
  const product = await startProduct();
  let crowd: Crowd | undefined;
  let teacher: Seated | undefined;
  try {
    const { baseUrl, operator, supervisorPid } = product;
    const classrooms = Array.from({ length: receivers }, (_, index) => `Room ${index + 1}`);
    const lesson = await makeLesson(operator, { title: 'Load', classrooms, recording: 'standard' });
    teacher = await openSeat(product, lesson, 'teacher', film);
    await join(teacher);
    const tokens = lesson.classroomIds.map((id) => linkPath(lesson, id).split('#t=')[1] ?? '');
    crowd = await openCrowd({ baseUrl, tokens, atOnce: 4 });
    say(`${receivers} rooms have joined`);
    await delay(warmUpMs);
    const layersBefore = await videoStats(teacher.browser.page, 'outbound-rtp');
    const packetsBefore = crowd.report().packets;
    const before = processTree(supervisorPid);
    const startedAt = performance.now();
    await delay(measureMs);
    const after = processTree(supervisorPid);
    const tookMs = performance.now() - startedAt;
    const report = crowd.report();
    const layersAfter = await videoStats(teacher.browser.page, 'outbound-rtp');
    const moving = layersAfter.filter(({ ssrc, packetsSent = 0 }) =>
      layersBefore.some((layer) => layer.ssrc === ssrc && packetsSent > (layer.packetsSent ?? 0)),
    );
    const figures = usageFigures(before, after, tookMs, {
      seats: report.here === receivers,
      receiving: report.silentTracks === 0 && report.tracks >= 2 * receivers,
      lossless: report.loss < 0.01,
      threeLayers: moving.length === 3,
      largestLines: largest(layersAfter).frameHeight ?? 0,
      packetsPerSecond: Math.round(((report.packets - packetsBefore) * 1_000) / tookMs),
    });
    return (['cpu', 'memory'] as const).flatMap((topic) => (wanted.has(topic) ? [figures[topic]] : []));
  } finally {
    crowd?.close();
    await teacher?.browser.close();
    await product.close();
  }
}
