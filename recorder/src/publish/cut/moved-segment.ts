import type { ArchiveLayer, ArchiveSegment } from '@tongke/signaling/protocol/lesson';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import type { MediaConfig, Segment } from '../../archive/segment.ts';
import { ticksPerMsOf } from '../../archive/sent-between.ts';
import type { ArchiveBytes } from '../archive-bytes.ts';

export const clockRateOf = (kind: 'audio' | 'video'): number => 1_000 * ticksPerMsOf({ kind });

/**
 * A segment of an archive as a recorder would cut it for another timeline, its pictures and sounds as they were sent. `onlyMs`: what lies
 * outside is left out; a picture that would need one before it is never left alone, for only ends are cut. Null when nothing is left, or
 * when the segment is spoilt.
 */
export async function movedSegment(
  bytes: ArchiveBytes,
  layer: ArchiveLayer,
  segment: ArchiveSegment,
  { kind, onlyMs, originMs }: { kind: 'audio' | 'video'; onlyMs: { fromMs: number; toMs: number }; originMs: number },
): Promise<Segment | null> {
  const read = await readMedia(bytes, layer, segment);
  if (read === null) return null;
  const clockRate = clockRateOf(kind);
  const { startMs, durationMs } = segment;
  const ticksOf = (atMs: number) => Math.round(((atMs - startMs) * clockRate) / 1_000);
  const packets = read.packets.filter(({ atMs }) => atMs >= onlyMs.fromMs - 0.5 && atMs < onlyMs.toMs - 0.5);
  const [first, next] = [packets[0], read.packets[read.packets.indexOf(packets.at(-1) ?? emptyPacket) + 1]];
  if (!first || (kind === 'video' && !first.key)) return null;
  const endMs = next?.atMs ?? startMs + durationMs;
  return {
    config: read.config,
    startMs: first.atMs - originMs,
    endMs: endMs - originMs,
    samples: packets.map(({ data, key, atMs }) => ({ data, key, rtpTimestamp: ticksOf(atMs) })),
    endRtpTimestamp: ticksOf(endMs),
    ssrc: 1,
    receivedPackets: packets.length,
    expectedPackets: packets.length,
    silentFrames: 0,
    lossFrames: 0,
    journalFile: 0,
  };
}

interface MediaPacket {
  data: Buffer;
  key: boolean;
  /** On the whole lesson's timeline. */
  atMs: number;
}
/** A segment of an archive as it is, with times from its own beginning. Null when it is spoilt. Throws what the disk says. */
export const wholeSegment = (
  bytes: ArchiveBytes,
  layer: ArchiveLayer,
  segment: ArchiveSegment,
  kind: 'audio' | 'video',
): Promise<Segment | null> => movedSegment(bytes, layer, segment, { kind, onlyMs: everything, originMs: 0 });

const everything = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
const emptyPacket: MediaPacket = { data: Buffer.alloc(0), key: false, atMs: 0 };

async function readMedia(
  bytes: ArchiveBytes,
  layer: ArchiveLayer,
  segment: ArchiveSegment,
): Promise<{ config: MediaConfig; packets: MediaPacket[] } | null> {
  let content: Buffer | null = null;
  const onSegment = async (_: ArchiveSegment, whole: Buffer) => {
    content = whole;
  };
  for await (const _ of bytes.stream(layer, [segment], { onSegment }));
  if (content === null) return null;
  const input = new Input({ source: new BufferSource(content), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const track = video ?? (await input.getPrimaryAudioTrack());
  if (!track) return null;
  const packets: MediaPacket[] = [];
  for await (const { data, type, timestamp } of new EncodedPacketSink(track).packets()) {
    packets.push({ data: Buffer.from(data), key: type === 'key', atMs: timestamp * 1_000 });
  }
  if (!video) {
    const channels = (await track.getDecoderConfig()) as AudioDecoderConfig | null;
    return { config: { family: 'opus', codec: 'opus', channels: channels?.numberOfChannels ?? 1 }, packets };
  }
  const { description = null } = (await video.getDecoderConfig()) ?? {};
  const family = /^avc/.test(layer.codec) ? 'avc' : /^vp09|^vp9/.test(layer.codec) ? 'vp9' : 'vp8';
  const { codec, width, height } = layer;
  const config: MediaConfig = {
    ...{ family, codec, width: width ?? 0, height: height ?? 0 },
    description: description === null ? null : bufferOf(description),
  };
  return { config, packets };
}

const bufferOf = (source: AllowSharedBufferSource): Buffer =>
  ArrayBuffer.isView(source)
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(source as ArrayBuffer);
