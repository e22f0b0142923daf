/** What has come of one stream since it began, and what was given up. */
export interface StreamCounts {
  kind: 'audio' | 'video';
  trackId: string;
  ssrc: number;
  receivedPackets: number;
  lostPackets: number;
  /** Runs of lost packets. */
  gaps: number;
}

interface Sample extends Omit<StreamCounts, 'kind' | 'trackId' | 'ssrc'> {
  atMs: number;
}

const windowMs = 2_000;
const raiseShare = 0.05;
const clearShare = 0.02;
/** One burst is a gap that the archive declares, not a bad line. */
const raiseGaps = 3;

/**
 * Which tracks are full of gaps: one in twenty packets lost for good over the last 2 s, in three places at least; over when it is less than one in
 * fifty. Lost is what was asked for again in vain. A loss that lasts is told within 5 s: 1 s until packets are given up, 2 s of the window, 1 s to the
 * next look.
 */
export class LossWatch {
  readonly #streams = new Map<number, { samples: Sample[]; isLossy: boolean }>();

  /** All streams as they are now. Returns the tracks of which any layer is full of gaps. To be called every second. */
  look(counts: readonly StreamCounts[], nowMs: number): Set<string> {
    const present = new Set(counts.map(({ ssrc }) => ssrc));
    for (const ssrc of this.#streams.keys()) if (!present.has(ssrc)) this.#streams.delete(ssrc);
    const lossy = new Set<string>();
    for (const { trackId, ssrc, receivedPackets, lostPackets, gaps } of counts) {
      const stream = this.#streams.get(ssrc) ?? { samples: [], isLossy: false };
      this.#streams.set(ssrc, stream);
      stream.samples.push({ atMs: nowMs, receivedPackets, lostPackets, gaps });
      const [, second] = stream.samples;
      if (second !== undefined && nowMs - second.atMs >= windowMs) stream.samples.shift();
      stream.isLossy = isLossy(stream.samples, stream.isLossy);
      if (stream.isLossy) lossy.add(trackId);
    }
    return lossy;
  }
}

function isLossy(samples: readonly Sample[], before: boolean): boolean {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return false;
  const lost = last.lostPackets - first.lostPackets;
  const all = lost + last.receivedPackets - first.receivedPackets;
  if (all === 0) return false;
  if (before) return lost / all >= clearShare;
  return lost / all >= raiseShare && last.gaps - first.gaps >= raiseGaps;
}
