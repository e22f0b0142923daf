import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { LessonRouter } from './lesson-routers.ts';
import { MediasoupConsumer } from './mediasoup-consumer.ts';
import type { MediasoupTrack } from './mediasoup-track.ts';

type MakeOptions = Parameters<typeof MediasoupConsumer.make>[0];

/** A worker's answers, late enough for a seat to leave before them, and what is held for the seat. */
function leaving({ before }: { before: 'consumed' | 'prioritised' }) {
  const held = { pipes: 0, consumers: 0 };
  const observer = new EventEmitter();
  const consumer = {
    kind: 'video',
    observer,
    close: () => observer.emit('close'),
    setPriority: async () => {
      transport.close();
      throw new Error('channel closed');
    },
  };
  const transport = {
    closed: false,
    consumers: [] as (typeof consumer)[],
    async consume() {
      if (before === 'consumed') this.close();
      this.consumers.push(consumer);
      return consumer;
    },
    close() {
      this.closed = true;
      for (const each of this.consumers) each.close();
    },
  };
  const pipes = { ensure: async () => `producer${++held.pipes}`, release: () => (held.pipes -= 1) };
  const options = {
    track: { layers: 3, pipes, addConsumer: () => {} } as unknown as MediasoupTrack,
    want: { priority: 1, maxSpatialLayer: 2 },
    here: { router: {}, media: { load: held } } as unknown as LessonRouter,
    transport: transport as unknown as MakeOptions['transport'],
    rtpCapabilities: {},
  };
  return { held, options };
}

test.for(['consumed', 'prioritised'] as const)(
  'a seat that leaves before its track is %s gives back its pipe, once',
  async (before) => {
    const { held, options } = leaving({ before });
    await expect(MediasoupConsumer.make(options)).rejects.toThrow('closed');
    expect(held).toEqual({ pipes: 0, consumers: 0 });
  },
);
