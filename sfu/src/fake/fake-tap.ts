import { randomUUID } from 'node:crypto';
import type { TapPipe } from '../../control/index.ts';
import type { EngineTap, EngineTapTrack, EngineTrack } from '../engine/engine.ts';
import { deliveredRtp } from './fake-rtp.ts';
import { FakeTrack } from './fake-track.ts';

/** A tap that sends nothing. */
export class FakeTap implements EngineTap {
  readonly #pipes = new Map<string, TapPipe & { tracks: number }>();

  pipes(): TapPipe[] {
    return [...this.#pipes.values()].map(({ pipeId, ip, port }) => ({ pipeId, ip, port }));
  }

  async addTrack(track: EngineTrack): Promise<EngineTapTrack> {
    if (!(track instanceof FakeTrack)) throw new TypeError('a track of another engine');
    const { workerId, layers, rtpParameters } = track;
    const pipe = this.#pipes.get(workerId) ?? { pipeId: randomUUID(), ip: '127.0.0.1', port: 9, tracks: 0 };
    pipe.tracks += 1;
    this.#pipes.set(workerId, pipe);
    const delivered = deliveredRtp(rtpParameters, layers);
    const close = (): void => {
      pipe.tracks -= 1;
      if (pipe.tracks === 0) this.#pipes.delete(workerId);
    };
    return { pipeId: pipe.pipeId, workerId, consumerId: randomUUID(), rtpParameters: delivered, close };
  }

  close(): void {
    this.#pipes.clear();
  }
}
