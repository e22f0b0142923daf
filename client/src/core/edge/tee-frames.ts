import type { MediaKind } from './edge-messages.ts';

/** What a worker has of a sender's frames (WebRTC Encoded Transform, section 5); TypeScript has it for workers only. */
export interface FramePass<Frame = RTCEncodedAudioFrame | RTCEncodedVideoFrame> {
  readonly readable: ReadableStream<Frame>;
  readonly writable: WritableStream<Frame>;
}

type Take = (ssrc: number, rtpTimestamp: number, data: Uint8Array<ArrayBuffer>) => void;

/** Each frame goes on at once, whatever befalls its copy, which `take` gets. Ends with the sender. */
export async function teeFrames({ readable, writable }: FramePass, kind: MediaKind, take: Take): Promise<void> {
  const [reader, writer] = [readable.getReader(), writable.getWriter()];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    // Writing takes the frame's bytes away.
    const copy = copyOf(value, kind);
    writer.write(value).catch(() => {});
    if (copy) keep(copy, take);
  }
}

interface FrameCopy {
  ssrc: number;
  rtpTimestamp: number;
  data: Uint8Array<ArrayBuffer>;
}

/** A copy that cannot be kept is lost; what is sent goes on. */
function keep({ ssrc, rtpTimestamp, data }: FrameCopy, take: Take): void {
  try {
    take(ssrc, rtpTimestamp, data);
  } catch (error) {
    console.warn('a frame is not kept', error);
  }
}

/** Null where it cannot be had. */
function copyOf(frame: RTCEncodedAudioFrame | RTCEncodedVideoFrame, kind: MediaKind): FrameCopy | null {
  try {
    const { rtpTimestamp, synchronizationSource: ssrc } = frame.getMetadata();
    if (rtpTimestamp === undefined || (kind === 'video' && ssrc === undefined)) return null;
    return { ssrc: ssrc ?? 0, rtpTimestamp, data: new Uint8Array(frame.data).slice() };
  } catch {
    return null;
  }
}
