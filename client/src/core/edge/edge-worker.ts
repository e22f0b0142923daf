import { ownEdgeKey } from './edge-key.ts';
import type { EdgeCalls, FromEdge, SentRange, TeeOptions, ToEdge } from './edge-messages.ts';
import type { SentFrame } from './frame-block.ts';
import { FrameFiles } from './frame-files.ts';
import { KeptTrack } from './kept-track.ts';

/** What a worker has of a sender's frames (WebRTC Encoded Transform, section 5); TypeScript has it for workers only. */
interface Transformer {
  readonly readable: ReadableStream<RTCEncodedAudioFrame>;
  readonly writable: WritableStream<RTCEncodedAudioFrame>;
  readonly options: TeeOptions;
}

/** Frames beside a range that are given with it, in ticks of sound's clock: half a second. */
const aroundTicks = 24_000;

const files = ownEdgeKey().then((key) => FrameFiles.open(key));
// Whoever asks is told; frames pass on without it.
files.catch(() => {});
const tracks = new Map<string, KeptTrack>();

addEventListener('rtctransform', (event) => {
  const { transformer } = event as Event & { transformer: Transformer };
  void tee(transformer);
});

/** Each frame goes on at once; a copy of it is kept. Ends with the sender. */
async function tee({ readable, writable, options }: Transformer): Promise<void> {
  const track = trackOf(options.key);
  const [reader, writer] = [readable.getReader(), writable.getWriter()];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    // Writing takes the frame's bytes away.
    const copy = copyOf(value);
    writer.write(value).catch(() => {});
    if (copy) track.push(copy.rtpTimestamp, copy.data);
  }
}

/** Null where it cannot be had: whatever befalls the copy, the sound goes on. */
function copyOf(frame: RTCEncodedAudioFrame): { rtpTimestamp: number; data: Uint8Array<ArrayBuffer> } | null {
  try {
    const { rtpTimestamp } = frame.getMetadata();
    return rtpTimestamp === undefined ? null : { rtpTimestamp, data: new Uint8Array(frame.data).slice() };
  } catch {
    return null;
  }
}

function trackOf(key: string): KeptTrack {
  const known = tracks.get(key);
  if (known) return known;
  const track = new KeptTrack(async (name, frames) => (await files).append(name, frames));
  tracks.set(key, track);
  return track;
}

const calls: { [Call in keyof EdgeCalls]: (input: EdgeCalls[Call][0]) => Promise<EdgeCalls[Call][1]> } = {
  async named({ key, ...name }) {
    trackOf(key).named(name);
    return null;
  },
  async closed({ key }) {
    const track = tracks.get(key);
    tracks.delete(key);
    await track?.flush();
    if (track?.name) (await files).close(track.name);
    return null;
  },
  async list() {
    return await (await files).list();
  },
  async frames({ ranges, ...name }) {
    const frames: SentFrame[] = [];
    for await (const frame of (await files).read(name)) {
      if (ranges.some((range) => isAround(frame.rtpTimestamp, range))) frames.push(frame);
    }
    return frames;
  },
  async forget({ lessonId }) {
    await (await files).forget(lessonId);
    return null;
  },
};

/** Timestamps wrap: what is counted is the way from a little before the range. */
function isAround(rtpTimestamp: number, { fromRtpTimestamp, toRtpTimestamp }: SentRange): boolean {
  const way = (from: number, to: number) => (to - from + 2 ** 33) % 2 ** 32;
  const begin = fromRtpTimestamp - aroundTicks;
  return way(begin, rtpTimestamp) < way(begin, toRtpTimestamp + aroundTicks);
}

addEventListener('message', ({ data }: MessageEvent<ToEdge>) => {
  const { id, call, input } = data;
  // The table has for each call what takes its input.
  const answer = (calls[call] as (input: unknown) => Promise<EdgeCalls[keyof EdgeCalls][1]>)(input);
  answer.then(
    (value) => postMessage({ id, answer: value } satisfies FromEdge),
    (error: unknown) => postMessage({ id, failed: String(error) } satisfies FromEdge),
  );
});
postMessage({ id: 'ready' } satisfies FromEdge);
