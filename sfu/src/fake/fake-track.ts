import type { MediaKind, RtpParameters } from 'mediasoup/types';
import type { EngineTrack } from '../engine/engine.ts';

/** A track that nothing flows on. */
export class FakeTrack implements EngineTrack {
  readonly workerId: string;
  readonly kind: MediaKind;
  readonly layers: number;
  readonly rtpParameters: RtpParameters;
  readonly score = 10;

  constructor(workerId: string, kind: MediaKind, rtpParameters: RtpParameters) {
    this.workerId = workerId;
    this.kind = kind;
    this.rtpParameters = rtpParameters;
    this.layers = rtpParameters.encodings?.length ?? 1;
  }

  async setPaused(): Promise<void> {}

  async requestKeyFrame(): Promise<void> {}

  close(): void {}
}
