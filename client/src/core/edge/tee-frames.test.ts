import { afterEach, expect, test, vi } from 'vitest';
import { type FramePass, teeFrames } from './tee-frames.ts';

interface Frame {
  data: ArrayBuffer;
  getMetadata: () => { rtpTimestamp?: number; synchronizationSource?: number };
}
const frame = (byte: number, metadata: ReturnType<Frame['getMetadata']>): Frame => ({
  data: Uint8Array.of(byte).buffer,
  getMetadata: () => metadata,
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** Sends frames through; says what came out and what was taken. */
async function pass(frames: readonly Frame[], kind: 'audio' | 'video', onWrite = (_: Frame) => {}, onTake = () => {}) {
  const sent: Frame[] = [];
  const taken: [number, number, number[]][] = [];
  const writable = new WritableStream<Frame>({
    write(each) {
      sent.push(each);
      onWrite(each);
    },
  });
  const readable = new ReadableStream<Frame>({
    start(controller) {
      for (const each of frames) controller.enqueue(each);
      controller.close();
    },
  });
  await teeFrames({ readable, writable } as unknown as FramePass, kind, (ssrc, rtpTimestamp, data) => {
    onTake();
    taken.push([ssrc, rtpTimestamp, [...data]]);
  });
  return { sent, taken };
}

test('every frame goes on, and its bytes are taken although writing takes them away', async () => {
  const frames = [1, 2, 3].map((byte) => frame(byte, { rtpTimestamp: byte * 960, synchronizationSource: 7 }));
  const detach = ({ data }: Frame) => void structuredClone(data, { transfer: [data] });
  const { sent, taken } = await pass(frames, 'video', detach);
  expect(sent).toEqual(frames);
  expect(taken).toEqual([1, 2, 3].map((byte) => [7, byte * 960, [byte]]));
});

test('a frame whose copy cannot be had goes on as well', async () => {
  const broken: Frame = {
    data: new ArrayBuffer(0),
    getMetadata: () => {
      throw new Error('no metadata');
    },
  };
  const frames = [
    broken,
    frame(1, {}),
    frame(2, { rtpTimestamp: 5 }),
    frame(3, { rtpTimestamp: 6, synchronizationSource: 1 }),
  ];
  expect(await pass(frames, 'video')).toEqual({ sent: frames, taken: [[1, 6, [3]]] });
  // Sound is one stream, whatever it is called.
  expect((await pass(frames.slice(1), 'audio')).taken).toEqual([
    [0, 5, [2]],
    [1, 6, [3]],
  ]);
});

test('what fails to be kept stops nothing', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const frames = [1, 2].map((byte) => frame(byte, { rtpTimestamp: byte }));
  const { sent } = await pass(frames, 'audio', undefined, () => {
    throw new Error('no room');
  });
  expect(sent).toEqual(frames);
  expect(console.warn).toHaveBeenCalledTimes(2);
});
