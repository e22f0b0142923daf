import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../../demo/alignment.ts';
import type { Archive } from '../../demo/archive.ts';
import { openProduct } from '../../demo/product.ts';
import { type Figure, figure } from '../figures.ts';
import { type KeptFrame, keptFrames } from './kept-frames.ts';
import { openSendingLesson, type SendingLesson, type SentLog } from './sending-lesson.ts';

/** Quartz in cheap computers is off by less. */
const fastPpm = 100;
const limitMs = 20;
/** An Opus decoder gives its sound back this much later than its packets say (RFC 7845, section 4.2). */
const decoderDelayMs = 6.5;
const secondMs = 1_000;
const minuteMs = 60_000;
/** Of the seconds that are over the limit so many are named. */
const listedSeconds = 10;

/** How far a frame lies from its true moment in the archive. */
interface Placed {
  readonly atMs: number;
  readonly offMs: number;
}

/**
 * A lesson at real speed whose sender's clock runs fast: picture and sound of each moment, by the marks that the sender gave them,
 * held against each other in the archive. As a flash and its beep, but for every frame instead of one a second.
 */
export async function measureDrift(minutes: number, say: (line: string) => void): Promise<Figure[]> {
  const product = await openProduct();
  let lesson: SendingLesson | undefined;
  try {
    lesson = await openSendingLesson(product, 'Drift', 1, { fastPpm });
    for (let minute = 1; minute <= minutes; minute += 1) {
      await delay(minuteMs);
      if (minute % 5 === 0 || minute === minutes) say(`${minute} of ${minutes} minutes`);
    }
    const archive = await lesson.end();
    const { faults } = await archive.verify();
    const [camera, microphone] = await Promise.all(
      (['camera', 'microphone'] as const).map(async (source) => placed(archive, sentOf(lesson, source))),
    );
    const skews = skewsOf(camera ?? [], microphone ?? []);
    const values = skews.map(({ offMs }) => offMs);
    const edgeMs = (5 * minutes * minuteMs) / 60;
    const within = (fromMs: number, toMs: number) =>
      rounded(median(skews.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).map(({ offMs }) => offMs)));
    const lengthMs = minutes * minuteMs;
    const over = skews.filter(({ offMs }) => Math.abs(offMs) > limitMs);
    const checks = {
      verified: faults.length === 0,
      enough: skews.length >= (lengthMs / secondMs) * 0.95,
      minutes,
      fastPpm,
      seconds: skews.length,
      pictures: camera?.length ?? 0,
      sounds: microphone?.length ?? 0,
      medianMs: rounded(median(values)),
      firstMs: within(0, edgeMs),
      lastMs: within(lengthMs - edgeMs, lengthMs),
      secondsOverLimit: over.length,
      firstOverLimit: over.slice(0, listedSeconds).map(told).join(', ') || 'none',
    };
    return [figure('pictureAgainstSound', Math.max(...values.map(Math.abs)), { limit: limitMs, checks })];
  } finally {
    lesson?.close();
    await product.close();
  }
}

function sentOf(lesson: SendingLesson | undefined, source: SentLog['source']): SentLog {
  const found = lesson?.sent.find((log) => log.source === source);
  if (!found) throw new Error(`nobody sends a ${source}`);
  return found;
}

/** Every kept frame of a source, with how much later it is seen or heard in the archive than it was captured. */
async function placed(archive: Archive, { participantId, source, frames }: SentLog): Promise<Placed[]> {
  const { startedAt, tracks } = archive.manifest;
  const layer = tracks.find((each) => each.participantId === participantId && each.source === source)?.layers[0];
  if (layer === undefined) throw new Error(`nothing is kept of the ${source}`);
  const captured = new Map(frames.map(({ rtpTimestamp, capturedMs }) => [rtpTimestamp, capturedMs]));
  const laterMs = source === 'microphone' ? decoderDelayMs : 0;
  const kept: KeptFrame[] = await keptFrames(archive, layer, source === 'camera' ? 'video' : 'audio');
  return kept.flatMap(({ rtpTimestamp, atMs }) => {
    const capturedMs = captured.get(rtpTimestamp);
    return capturedMs === undefined ? [] : [{ atMs, offMs: startedAt + atMs + laterMs - capturedMs }];
  });
}

/** In each second, by how much the picture is later than the sound; the picture farthest from its sound counts. */
function skewsOf(pictures: readonly Placed[], sounds: readonly Placed[]): Placed[] {
  const skews = new Map<number, Placed>();
  let next = 0;
  for (const { atMs, offMs } of pictures) {
    while ((sounds[next + 1]?.atMs ?? Number.POSITIVE_INFINITY) <= atMs) next += 1;
    const sound = sounds[next];
    if (sound === undefined || Math.abs(sound.atMs - atMs) > secondMs) continue;
    const second = Math.floor(atMs / secondMs);
    const skew = { atMs, offMs: offMs - sound.offMs };
    const known = skews.get(second);
    if (known === undefined || Math.abs(skew.offMs) > Math.abs(known.offMs)) skews.set(second, skew);
  }
  return [...skews.values()];
}

const told = ({ atMs, offMs }: Placed) => `${Math.floor(atMs / secondMs)} s: ${rounded(offMs)} ms`;
const rounded = (value: number) => Math.round(value * 100) / 100;
