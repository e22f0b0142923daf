import type { TapDescription } from '@tongke/signaling/protocol/lesson';
import { isRtcp } from '../rtp/rtp-packet.ts';
import { streamsOf } from './tap-stream.ts';

type Held = { atMs: number } & ({ tap: TapDescription } | { datagram: Buffer });

/** What waits is in the journal as well: more than this is left to it. */
const mostBytes = 64 * 1024 * 1024;

/** Media that comes before there is an archive to put it into, in its order. Owned by its capture. */
export class HeldMedia {
  readonly #ssrcs = new Set<number>();
  #held: Held[] = [];
  #lengthBytes = 0;
  #revision: { mediaEpoch: string; revision: number } | null = null;

  /** Returns false for a description older than one that is here. */
  tap(tap: TapDescription, atMs: number): boolean {
    const { mediaEpoch, revision } = tap;
    if (this.#revision?.mediaEpoch === mediaEpoch && revision < this.#revision.revision) return false;
    this.#revision = { mediaEpoch, revision };
    for (const { ssrc, retransmission } of tap.tracks.flatMap(streamsOf)) {
      this.#ssrcs.add(ssrc);
      if (retransmission) this.#ssrcs.add(retransmission.ssrc);
    }
    this.#held.push({ atMs, tap });
    return true;
  }

  /** Whether a datagram belongs to a stream of the tap. */
  knows(datagram: Buffer): boolean {
    if (datagram.length < 12) return false;
    return this.#ssrcs.has(datagram.readUInt32BE(isRtcp(datagram) ? 4 : 8));
  }

  datagram(datagram: Buffer, atMs: number): void {
    if (this.#lengthBytes + datagram.length > mostBytes) return;
    this.#lengthBytes += datagram.length;
    this.#held.push({ atMs, datagram });
  }

  /** Gives everything back, in order, with when it came. */
  release(to: {
    tap: (tap: TapDescription, atMs: number) => void;
    datagram: (datagram: Buffer, atMs: number) => void;
  }) {
    for (const held of this.#held) {
      if ('tap' in held) to.tap(held.tap, held.atMs);
      else to.datagram(held.datagram, held.atMs);
    }
    this.#held = [];
  }
}
