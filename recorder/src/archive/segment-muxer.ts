import {
  type AudioCodec,
  BufferTarget,
  CmafOutputFormat,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
  type VideoCodec,
  WebMOutputFormat,
} from 'mediabunny';
import { opusIdentification } from '../codec/opus.ts';
import { cmafSegment, isInOrder } from './cmaf-segment.ts';
import type { AudioConfig, MediaConfig, Segment } from './segment.ts';

/** A segment as a file's content. */
export interface MuxedSegment {
  container: 'cmaf' | 'webm';
  /** CMAF: the initialisation segment, the same for all segments of one configuration. Null: `media` plays on its own. */
  init: Buffer | null;
  media: Buffer;
}

/** Ticks in a second of the initialisation segments that are written here. */
const timescales = { video: 57_600, audio: 48_000 } as const;

/** VP8 has no place in MP4. */
export const containerOf = (config: MediaConfig): 'cmaf' | 'webm' => (config.family === 'vp8' ? 'webm' : 'cmaf');

/**
 * Writes one segment as CMAF (ISO 23000-19), or VP8 as a WebM file. Its times are those of the media timeline, so that
 * baseMediaDecodeTime alone places it.
 */
export async function muxSegment(segment: Segment): Promise<MuxedSegment> {
  const init = await muxInit(segment);
  return { container: containerOf(segment.config), init, media: await muxMedia(segment) };
}

/** The segment's file alone. */
export async function muxMedia(segment: Segment): Promise<Buffer> {
  const { config } = segment;
  if (containerOf(config) === 'webm' || !isInOrder(segment)) return (await muxWhole(segment)).media;
  return cmafSegment(segment, config.family === 'opus' ? timescales.audio : timescales.video);
}

/** The initialisation segment of a segment's configuration; null when its file plays on its own. */
export async function muxInit(segment: Segment): Promise<Buffer | null> {
  if (containerOf(segment.config) === 'webm') return null;
  return (await muxWhole({ ...segment, samples: segment.samples.slice(0, 1) })).init;
}

async function muxWhole(segment: Segment): Promise<MuxedSegment> {
  const { config } = segment;
  const container = containerOf(config);
  const [target, initTarget] = [new BufferTarget(), new BufferTarget()];
  const format = container === 'cmaf' ? new CmafOutputFormat() : new WebMOutputFormat({ appendOnly: true });
  const output = new Output({ format, target, initTarget });
  await (config.family === 'opus' ? writeSound(output, config, segment) : writePictures(output, segment));
  await output.finalize();
  return { container, init: container === 'cmaf' ? contentOf(initTarget) : null, media: contentOf(target) };
}

async function writeSound(output: Output, config: AudioConfig, segment: Segment): Promise<void> {
  const source = new EncodedAudioPacketSource('opus' satisfies AudioCodec);
  output.addAudioTrack(source);
  await output.start();
  const description = opusIdentification(config.channels);
  const decoderConfig = { codec: 'opus', numberOfChannels: config.channels, sampleRate: 48_000, description };
  for (const packet of packetsOf(segment)) await source.add(packet, { decoderConfig });
}

async function writePictures(output: Output, segment: Segment): Promise<void> {
  const { config } = segment;
  if (config.family === 'opus') return;
  const source = new EncodedVideoPacketSource(config.family satisfies VideoCodec);
  output.addVideoTrack(source);
  await output.start();
  const decoderConfig = {
    codec: config.codec,
    codedWidth: config.width,
    codedHeight: config.height,
    ...(config.description === null ? {} : { description: config.description }),
  };
  for (const packet of packetsOf(segment)) await source.add(packet, { decoderConfig });
}

/** Samples lie evenly between the segment's ends: no hole to the next one, no step when the clock's line is refitted. */
function* packetsOf({ samples, startMs, endMs, endRtpTimestamp }: Segment): Generator<EncodedPacket> {
  const first = samples[0]?.rtpTimestamp ?? 0;
  const secondsPerTick = (endMs - startMs) / 1000 / Math.max(1, endRtpTimestamp - first);
  for (const [index, sample] of samples.entries()) {
    const next = samples[index + 1]?.rtpTimestamp ?? endRtpTimestamp;
    yield new EncodedPacket(
      sample.data,
      sample.key ? 'key' : 'delta',
      startMs / 1000 + (sample.rtpTimestamp - first) * secondsPerTick,
      Math.max(0, next - sample.rtpTimestamp) * secondsPerTick,
    );
  }
}

function contentOf({ buffer }: BufferTarget): Buffer {
  if (buffer === null) throw new Error('the muxer wrote nothing');
  return Buffer.from(buffer);
}
