import { randomUUID } from 'node:crypto';
import type { TapPipe } from '../../control/index.ts';
import type { EngineTap, EngineTapTrack, EngineTrack } from '../engine/engine.ts';
import { deliveredRtp } from './fake-rtp.ts';
import { FakeTrack } from './fake-track.ts';

/** A tap that sends nothing. */
export class FakeTap implements EngineTap {
  readonly #pipes = new Map<string, TapPipe>();

  pipes(): TapPipe[] {
    return [...this.#pipes.values()];
  }

  async addTrack(track: EngineTrack): Promise<EngineTapTrack> {
    if (!(track instanceof FakeTrack)) throw new TypeError('a track of another engine');
    const { workerId, layers, rtpParameters } = track;
    const pipe = this.#pipes.get(workerId) ?? { pipeId: randomUUID(), ip: '127.0.0.1', port: 9 };
    this.#pipes.set(workerId, pipe);
    const delivered = deliveredRtp(rtpParameters, layers);
    return { pipeId: pipe.pipeId, workerId, consumerId: randomUUID(), rtpParameters: delivered, close: () => {} };
  }

  close(): void {
    this.#pipes.clear();
  }
}
