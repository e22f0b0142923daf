/** One moment on both clocks. */
interface Moment {
  /** Does not wrap. */
  rtpTimestamp: number;
  atMs: number;
}

/** Reports further than this from the line begin a new line: the sender's or the host's clock was set. */
const stepMs = 5;
/** Crystals differ by at most this; a steeper line is noise of reports that lie close together. */
const steepestDrift = 500e-6;
const fittedFrom = 3;

/**
 * Maps a stream's RTP clock to wall-clock time by the sender reports (RFC 3550, section 6.4.1): a least-squares line over
 * all of them. Before the first report the packets' arrival stands in. Owned by one stream.
 */
export class ClockLine {
  readonly #msPerTick: number;
  #origin: Moment | null = null;
  /** A report that was far from the line, until the next one says whether that was a step or a busy machine. */
  #doubtful: Moment | null = null;
  #arrivalOffsetMs: number | null = null;
  #reports = 0;
  #sumX = 0;
  #sumY = 0;
  #sumXX = 0;
  #sumXY = 0;

  constructor(clockRate: number) {
    this.#msPerTick = 1000 / clockRate;
  }

  /** Reports that the present line stands on. */
  get reports(): number {
    return this.#reports;
  }

  /** A packet was here at `atMs`: nothing was sent later than it arrived. */
  arrived(rtpTimestamp: number, atMs: number): void {
    if (this.#reports > 0) return;
    const offset = atMs - rtpTimestamp * this.#msPerTick;
    this.#arrivalOffsetMs = Math.min(this.#arrivalOffsetMs ?? offset, offset);
  }

  /**
   * The sender's own word. Returns true when it begins a new line. One report alone that is far from a line that many stand on is what a process
   * says that stood still for a moment: it is passed over, unless the next one says the same.
   */
  report(rtpTimestamp: number, atMs: number): boolean {
    const isFar = this.#reports > 0 && Math.abs(this.msAt(rtpTimestamp) - atMs) > stepMs;
    const before = this.#doubtful;
    this.#doubtful = isFar ? { rtpTimestamp, atMs } : null;
    if (isFar && this.#reports >= fittedFrom && !this.#agree(before, { rtpTimestamp, atMs })) return false;
    if (isFar || this.#origin === null) this.#begin(isFar && before ? before : { rtpTimestamp, atMs });
    const x = (rtpTimestamp - (this.#origin?.rtpTimestamp ?? rtpTimestamp)) * this.#msPerTick;
    const y = atMs - (this.#origin?.atMs ?? atMs) - x;
    this.#reports += 1;
    this.#sumX += x;
    this.#sumY += y;
    this.#sumXX += x * x;
    this.#sumXY += x * y;
    return isFar;
  }

  /** Wall-clock milliseconds of a moment of the RTP clock. */
  msAt(rtpTimestamp: number): number {
    if (this.#origin === null) return (this.#arrivalOffsetMs ?? 0) + rtpTimestamp * this.#msPerTick;
    const x = (rtpTimestamp - this.#origin.rtpTimestamp) * this.#msPerTick;
    const drift = this.#drift();
    const meanX = this.#sumX / this.#reports;
    const meanY = this.#sumY / this.#reports;
    return this.#origin.atMs + x + meanY + drift * (x - meanX);
  }

  /** Whether two reports that are far from the line are of one other line. */
  #agree(before: Moment | null, { rtpTimestamp, atMs }: Moment): boolean {
    if (before === null) return false;
    const passedMs = (rtpTimestamp - before.rtpTimestamp) * this.#msPerTick;
    return Math.abs(atMs - before.atMs - passedMs) <= stepMs;
  }

  #begin(origin: Moment): void {
    this.#origin = origin;
    this.#reports = 0;
    this.#sumX = 0;
    this.#sumY = 0;
    this.#sumXX = 0;
    this.#sumXY = 0;
  }

  #drift(): number {
    if (this.#reports < fittedFrom) return 0;
    const spread = this.#sumXX - (this.#sumX * this.#sumX) / this.#reports;
    if (spread <= 0) return 0;
    const drift = (this.#sumXY - (this.#sumX * this.#sumY) / this.#reports) / spread;
    return Math.max(-steepestDrift, Math.min(steepestDrift, drift));
  }
}
