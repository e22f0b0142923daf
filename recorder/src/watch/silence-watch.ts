import { digitalSilence } from '../rtp/audio-level.ts';

/** So long must all packets of a microphone say digital silence. */
const silentAfterMs = 3_000;
/** A microphone that sends nothing at all for so long is not silent but gone: another alarm says that. */
const heardOfWithinMs = 2_000;

/**
 * Which microphones are dead. A sender tells with each packet how loud the sound was that it captured (RFC 6464), before it was encoded; 127
 * is a row of samples that are all zero. That is what a microphone gives whose switch is off or whose plug is out. The quietest room with an open
 * microphone is far from it: one sample in five thousand that is not zero gives another level.
 *
 * Discontinuous transmission does not matter. In a pause of speech an encoder leaves packets out, and each that it still sends (one in
 * 400 ms) carries the level since the one before: some level in a quiet room, 127 from a dead microphone. The size of packets would not tell the two
 * apart, so where a sender tells no level nothing is said about its sound. Browsers tell it.
 */
export class SilenceWatch {
  readonly #tracks = new Map<string, { silentSinceMs: number | null; atMs: number }>();

  /** A packet's level, in −dBov. */
  level(trackId: string, level: number, nowMs: number): void {
    const track = this.#tracks.get(trackId) ?? { silentSinceMs: null, atMs: nowMs };
    this.#tracks.set(trackId, track);
    track.atMs = nowMs;
    if (level < digitalSilence) track.silentSinceMs = null;
    else track.silentSinceMs ??= nowMs;
  }

  /** Nothing is expected of a track now: what was heard before counts for nothing. */
  forget(trackId: string): void {
    this.#tracks.delete(trackId);
  }

  isSilent(trackId: string, nowMs: number): boolean {
    const { silentSinceMs = null, atMs = nowMs } = this.#tracks.get(trackId) ?? {};
    return silentSinceMs !== null && nowMs - silentSinceMs >= silentAfterMs && nowMs - atMs <= heardOfWithinMs;
  }
}
