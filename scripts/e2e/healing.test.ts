import { createHash } from 'node:crypto';
import type { ArchiveLayer, ArchiveManifest, HealingPart } from '@tongke/signaling/protocol/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { segmentSamples } from '../bench/archive/segment-samples.ts';
import type { ApiLesson } from '../demo/api.ts';
import { type Archive, openArchive } from '../demo/archive.ts';
import { linkPath, type MadeLesson, makeLesson } from '../demo/lesson.ts';
import { freePort, openProduct, type Product } from '../demo/product.ts';
import { leadMedia } from '../net-lab/lead-media.ts';
import { type NetLab, openNetLab } from '../net-lab/net-lab.ts';
import { openVisitor, type Visitor } from './visitor.ts';

const outageMs = 6_000;
let product: Product;
let lesson: MadeLesson;
let lab: NetLab;
let teacher: Visitor;
/** What the page brought, as it left the browser. */
const brought: HealingPart[] = [];

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
    brought.push(JSON.parse(request.postData() ?? '') as HealingPart);
    // In the middle of it the server is gone, and comes back.
    if (brought.length === 2) product.kill('signaling');
  });
  // Of two layers.
  const [pathname, hash] = linkPath(lesson, 'teacher').split('#');
  await teacher.page.goto(`${product.baseUrl}${pathname}?lang=zh&width=480&height=270&fps=15#${hash}`);
  // A page that joins before it can keep what it sends does not wait for that.
  await teacher.page.waitForFunction(() => performance.getEntriesByName('tongke:edgeReady').length > 0);
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

const layerOf = ({ tracks }: ArchiveManifest, source: 'microphone' | 'camera', layer: number) =>
  tracks.find((track) => track.source === source)?.layers.find((each) => each.layer === layer);
const soundOf = (manifest: ArchiveManifest) => layerOf(manifest, 'microphone', 0);
const smallOf = (manifest: ArchiveManifest) => layerOf(manifest, 'camera', 0);

const trackOf = ({ tracks }: ArchiveManifest, source: string) =>
  tracks.find((track) => track.source === source)?.trackId;

/** Waits until all layers reach so far beyond a moment. */
const reaches = (untilMs: number) =>
  expect
    .poll(
      async () => {
        const manifest = (await archive().catch(() => null))?.manifest;
        const layers = manifest?.tracks.flatMap((track) => track.layers) ?? [];
        return layers.length < 3 ? 0 : Math.min(...layers.map(({ endMs }) => endMs));
      },
      { timeout: 60_000, interval: 300 },
    )
    .toBeGreaterThan(untilMs);

async function samples(from: Archive, layer: ArchiveLayer | undefined): Promise<Buffer[]> {
  const files = await Promise.all((layer?.segments ?? []).map((segment) => from.read(segment.path)));
  return files.flatMap((file) => segmentSamples(file)).map(({ data }) => data);
}

const hashOf = (parts: readonly Buffer[]): string =>
  parts.reduce((hash, part) => hash.update(String(part.length)).update(part), createHash('sha256')).digest('hex');

/** Hash over a picture's NAL units: behind 4-byte lengths in the archive, behind start codes as it left the encoder. */
function heldHash(data: Buffer): string {
  const nals: Buffer[] = [];
  for (let at = 0; at < data.length; ) {
    const end = at + 4 + data.readUInt32BE(at);
    nals.push(data.subarray(at + 4, end));
    at = end;
  }
  return hashOf(nals);
}

function sentHash(base64: string): string {
  const data = Buffer.from(base64, 'base64');
  const nals: Buffer[] = [];
  for (let at = data.indexOf(startCode); at !== -1; ) {
    const next = data.indexOf(startCode, at + startCode.length);
    const end = next === -1 ? data.length : data[next - 1] === 0 ? next - 1 : next;
    nals.push(data.subarray(at + startCode.length, end));
    at = next;
  }
  return hashOf(nals);
}
const startCode = Buffer.of(0, 0, 1);

/** What Chromium says of requests to a server that is being restarted. */
const isOfRestart = (error: string) => /net::ERR_|WebSocket connection|status of 50[234]/.test(error);

/** What was brought of a layer, each frame once, in its order. */
function broughtOf(trackId: string | undefined, layer: number): string[] {
  const frames = brought
    .filter((part) => part.trackId === trackId && part.layer === layer)
    .flatMap((part) => part.frames);
  const once = new Map(frames.map((frame) => [frame.number, frame.data]));
  return [...once].sort(([a], [b]) => a - b).map(([, data]) => data);
}

test('sound and the small picture that an outage cost are in the archive bit for bit, once their page has brought them, over a restart of the server', async () => {
  await reaches(4_000);
  await lab.outage(outageMs);
  const { endMs = 0 } = smallOf((await archive()).manifest) ?? {};
  await reaches(endMs + outageMs + 4_000);
  await product.operator.post(`/api/lessons/${lesson.lessonId}/end`, {});
  await teacher.see('lesson-ended');
  await teacher.holds('healing', 'done', 'true', 90_000);
  await expect
    .poll(
      async () =>
        (await product.operator.get<{ jobs: { phase: string }[] }>(`/api/archives/${lesson.lessonId}/jobs`)).jobs,
      {
        timeout: 60_000,
      },
    )
    .toSatisfy((jobs: { phase: string }[]) => jobs.length > 0 && jobs.every(({ phase }) => phase === 'done'));

  const healed = await archive();
  expect((await healed.verify()).faults).toEqual([]);
  const former = JSON.parse(String(await healed.read('manifest.1.json'))) as ArchiveManifest;
  for (const of of [soundOf, smallOf]) {
    const { trackId } =
      healed.manifest.tracks.find(({ layers }) => layers.some((layer) => layer === of(healed.manifest))) ?? {};
    expect(broughtOf(trackId, 0).length).toBeGreaterThan(0);
    const missing = (of(former)?.gaps ?? []).filter(({ cause }) => cause !== 'sourcePaused');
    expect(missing.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)).toBeGreaterThan(outageMs / 3);
    // A busy machine's encoder may rest for a second and more: then nothing was sent, and the archive says so.
    expect(of(healed.manifest)?.gaps.filter(({ cause }) => cause !== 'sourcePaused')).toEqual([]);
    const { receivedMs, expectedMs } = of(healed.manifest)?.mediaTime ?? {};
    expect(receivedMs).toBe(expectedMs);
  }
  const sums = healed.manifest.certificate?.healed?.layers ?? [];
  const [sound, camera] = ['microphone', 'camera'].map((source) => trackOf(healed.manifest, source));
  for (const trackId of [sound, camera]) {
    const sum = sums.find((each) => each.trackId === trackId && each.layer === 0);
    expect(sum).toMatchObject({ how: 'edge' });
    process.stdout.write(
      `healing: ${trackId}: ${sum?.frames} frames, ${sum?.packets} packets, ${sum?.durationMs} ms\n`,
    );
  }

  // What was brought holds what lies beside the gaps too, which came by itself.
  const packets = (await samples(healed, soundOf(healed.manifest))).map((data) => data.toString('base64')).join(' ');
  expect(packets).toContain(broughtOf(sound, 0).join(' '));
  expect(smallOf(healed.manifest)?.codec).toMatch(/^avc1/);
  const pictures = (await samples(healed, smallOf(healed.manifest))).map(heldHash).join(' ');
  const sent = broughtOf(camera, 0).map(sentHash);
  expect(pictures).toContain(sent.join(' '));
  expect(sent.length).toBeGreaterThan(outageMs / 1_000);

  const kept = await teacher.page.evaluate(async () => {
    const edge = await (await navigator.storage.getDirectory()).getDirectoryHandle('edge');
    const names: string[] = [];
    for await (const name of edge.keys()) names.push(name);
    return names;
  });
  expect(kept).toEqual([]);
  expect(brought.length).toBeGreaterThan(2);
  expect(teacher.errors.filter((error) => !isOfRestart(error))).toEqual([]);
});

test('the replay plays what was healed', async () => {
  const { manifest } = await archive();
  const { fromMs = 0, toMs = 0 } = smallOf(manifest)?.healed?.[0] ?? {};
  await teacher.page.goto(`${product.baseUrl}${linkPath(lesson, 'audience')}`);
  await teacher.see('replay');
  await teacher.click('replay-start');
  const bar = await teacher.page.waitForSelector('[data-testid="replay-timeline"]');
  const box = await bar?.boundingBox();
  if (!box) throw new Error('the timeline is not on the page');
  const part = (fromMs + (toMs - fromMs) / 4) / ((manifest.endedAt ?? 0) - manifest.startedAt);
  await teacher.page.mouse.click(box.x + part * box.width, box.y + box.height / 2);
  await teacher.seeMoving('replay-camera-teacher');
  await teacher.shot('healed');
  expect(teacher.errors.filter((error) => !isOfRestart(error))).toEqual([]);
});
