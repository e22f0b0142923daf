import type { AudioLevelObserver, Producer, Router } from 'mediasoup/types';
import type { Level } from '../engine/engine.ts';
import { limits } from '../limits.ts';

/**
 * How loud the sounds that arrive at one router are, told at each interval in which any of them is heard. The worker reads
 * the level that senders write on each packet (RFC 6464), so nothing is decoded.
 */
export class VoiceObserver {
  readonly #observer: Promise<AudioLevelObserver>;
  readonly #trackIds = new Map<string, string>();

  constructor(router: Router, tell: (levels: Level[]) => void) {
    this.#observer = router.createAudioLevelObserver({
      maxEntries: limits.voicesMeasured,
      threshold: limits.voiceThresholdDbov,
      interval: limits.voiceIntervalMs,
    });
    this.#observer
      .then((observer) =>
        observer.on('volumes', (volumes) =>
          tell(
            volumes.flatMap(({ producer, volume }) => {
              const trackId = this.#trackIds.get(producer.id);
              return trackId === undefined ? [] : [{ trackId, levelDbov: volume }];
            }),
          ),
        ),
      )
      // The router is gone: nothing is heard there.
      .catch(() => {});
  }

  /** Listens to a sound until it ends. */
  add(trackId: string, producer: Producer): void {
    const { id } = producer;
    this.#trackIds.set(id, trackId);
    producer.observer.once('close', () => this.#trackIds.delete(id));
    this.#observer.then((observer) => observer.addProducer({ producerId: id })).catch(() => {});
  }
}
