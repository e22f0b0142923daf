/** One encoded frame as it was sent. */
export interface SentFrame {
  /** Counts the frames of its track. */
  number: number;
  /** Of 32 bits, as on the wire. */
  rtpTimestamp: number;
  data: Uint8Array<ArrayBuffer>;
}

const headBytes = 12;

/** Frames in one piece, as they are kept: number, timestamp and length (4 bytes each, big endian), then the frame. */
export function packFrames(frames: readonly SentFrame[]): Uint8Array<ArrayBuffer> {
  const lengthBytes = frames.reduce((sum, { data }) => sum + headBytes + data.length, 0);
  const block = new Uint8Array(lengthBytes);
  const view = new DataView(block.buffer);
  let at = 0;
  for (const { number, rtpTimestamp, data } of frames) {
    view.setUint32(at, number);
    view.setUint32(at + 4, rtpTimestamp);
    view.setUint32(at + 8, data.length);
    block.set(data, at + headBytes);
    at += headBytes + data.length;
  }
  return block;
}

/** The frames of a piece; what is torn at its end is left out. */
export function unpackFrames(block: Uint8Array<ArrayBuffer>): SentFrame[] {
  const frames: SentFrame[] = [];
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  for (let at = 0; at + headBytes <= block.length; ) {
    const end = at + headBytes + view.getUint32(at + 8);
    if (end > block.length) break;
    const data = block.slice(at + headBytes, end);
    frames.push({ number: view.getUint32(at), rtpTimestamp: view.getUint32(at + 4), data });
    at = end;
  }
  return frames;
}
