import type { ArchiveLayer, ArchiveManifest, HealingPart } from '@tongke/signaling/protocol/lesson';
import type { WebWorker } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { segmentSamples } from '../bench/archive/segment-samples.ts';
import type { ApiLesson } from '../demo/api.ts';
import { type Archive, openArchive } from '../demo/archive.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { freePort, openProduct, type Product } from '../demo/product.ts';
import { leadMedia } from '../net-lab/lead-media.ts';
import { type NetLab, openNetLab } from '../net-lab/net-lab.ts';
import { openVisitor, type Visitor } from './visitor.ts';

const outageMs = 1_500;
let product: Product;
let lesson: MadeLesson;
let lab: NetLab;
let teacher: Visitor;
/** What the page brought, as it left the browser. */
const brought: HealingPart['frames'] = [];

beforeAll(async () => {
  const mediaPort = String(await freePort());
  product = await openProduct({
    environment: { SFU_WORKERS: '1', RTC_MIN_PORT: mediaPort, RTC_MAX_PORT: mediaPort },
  });
  lesson = await makeLesson(product.operator, { title: '水的三态', classrooms: ['一班'], recording: 'everything' });
  lab = await openNetLab({
    relays: [
      { kind: 'udp', to: mediaPort },
      { kind: 'tcp', to: mediaPort },
    ],
  });
  const [udp = 0, tcp = 0] = lab.addresses.map(({ port }) => port);
  teacher = await openVisitor(product.baseUrl);
  await leadMedia(teacher, udp, tcp);
  teacher.page.on('request', (request) => {
    if (!request.url().endsWith('/api/healing/parts')) return;
    brought.push(...(JSON.parse(request.postData() ?? '') as HealingPart).frames);
  });
  const { promise: keeper, resolve } = Promise.withResolvers<WebWorker>();
  teacher.page.on('workercreated', (worker) => {
    if (worker.url().includes('edge-worker')) resolve(worker);
  });
  await teacher.open(linkPath(lesson, 'teacher'));
  // A page that joins before it can keep what it sends does not wait for that.
  await (await keeper).evaluate(() => navigator.storage.getDirectory().then(() => null));
  await teacher.click('join');
});
afterAll(async () => {
  await teacher?.close();
  await lab?.close();
  await product?.close();
});

const record = async () =>
  (await product.operator.get<{ lesson: ApiLesson }>(`/api/lessons/${lesson.lessonId}`)).lesson;

async function archive(): Promise<Archive> {
  const { archivePath } = await record();
  if (!archivePath) throw new Error('no archive yet');
  return await openArchive(product.dataDir, archivePath);
}

const soundOf = ({ tracks }: ArchiveManifest): ArchiveLayer | undefined =>
  tracks.find(({ source }) => source === 'microphone')?.layers[0];

const lossesOf = (manifest: ArchiveManifest) => soundOf(manifest)?.gaps.filter(({ cause }) => cause === 'loss');

/** Waits until the archive has so much sound. */
const hasSound = (untilMs: number) =>
  expect
    .poll(async () => soundOf((await archive().catch(() => null))?.manifest ?? ({ tracks: [] } as never))?.endMs ?? 0, {
      timeout: 60_000,
      interval: 300,
    })
    .toBeGreaterThan(untilMs);

async function packets(from: Archive, layer: ArchiveLayer | undefined): Promise<string[]> {
  const files = await Promise.all((layer?.segments ?? []).map((segment) => from.read(segment.path)));
  return files.flatMap((file) => segmentSamples(file)).map(({ data }) => data.toString('base64'));
}

test('sound that was lost on the way is in the archive bit for bit, once its page has brought it', async () => {
  await hasSound(4_000);
  await lab.outage(outageMs);
  // Questions for what is missing do not get through either, until all have given up asking.
  lab.set({ down: { down: true } });
  await expect.poll(async () => lossesOf((await archive()).manifest), { timeout: 30_000 }).toHaveLength(1);
  lab.set({ down: { down: false } });
  await product.operator.post(`/api/lessons/${lesson.lessonId}/end`, {});
  await teacher.see('lesson-ended');
  await teacher.holds('healing', 'done', 'true', 60_000);
  await expect.poll(async () => (await archive()).manifest.revision, { timeout: 60_000 }).toBe(2);

  const healed = await archive();
  expect((await healed.verify()).faults).toEqual([]);
  const layer = soundOf(healed.manifest);
  const frames = layer?.healed?.reduce((sum, each) => sum + each.frames, 0) ?? 0;
  expect(frames * 20).toBeGreaterThan(outageMs / 3);
  expect(lossesOf(healed.manifest)).toEqual([]);
  expect(healed.manifest.certificate?.healed?.frames).toBe(frames);

  const former = JSON.parse(String(await healed.read('manifest.1.json'))) as ArchiveManifest;
  const [was, is] = [await packets(healed, soundOf(former)), await packets(healed, layer)];
  expect(is).toHaveLength(was.length);
  const filled = is.flatMap((packet, index) => (packet === was[index] ? [] : [index]));
  const [first = 0, last = 0] = [filled.at(0), filled.at(-1)];
  // A silence may have been sent as the same bytes that stand for a loss.
  expect(last - first).toBeLessThan(frames);
  expect(filled.length).toBeGreaterThan(frames / 2);
  // What was brought for the time around the gap is what came by itself; what fills it is what was brought, in its order.
  const around = is.slice(first - 10, last + 11).join(' ');
  expect(brought.map(({ data }) => data).join(' ')).toContain(around);
  process.stdout.write(`healing: ${frames} packets, ${brought.length} brought\n`);

  const kept = await teacher.page.evaluate(async () => {
    const edge = await (await navigator.storage.getDirectory()).getDirectoryHandle('edge');
    const names: string[] = [];
    for await (const name of edge.keys()) names.push(name);
    return names;
  });
  expect(kept).toEqual([]);
  expect(teacher.errors).toEqual([]);
});
