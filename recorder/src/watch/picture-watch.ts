import type { TapStream } from '../capture/tap-stream.ts';
import type { AccessUnit } from '../codec/access-unit.ts';
import { isSuspect, showsNothing } from './flat-picture.ts';
import { keyPictureOf } from './key-picture.ts';
import type { PictureDecoder } from './picture-decoder.ts';

export interface PictureWatchOptions {
  decoder: Pick<PictureDecoder, 'luma'>;
  /** Asks the sender of a track, which the sfu may put off. */
  requestKeyFrame: (trackId: string) => void;
  /** A track went black. */
  onBlack: () => void;
}

interface Watched {
  /** The layer that is looked at. */
  layer: number;
  keyAtMs: number;
  /** The first key frame of the row that shows nothing. */
  flatSinceMs: number | null;
  isBlack: boolean;
  /** Its key frames are small although there is something on them: a dark room. */
  isDark: boolean;
  isJudging: boolean;
  judgedAtMs: number;
  /** Rises with each picture of something: what was asked before has been answered. */
  round: number;
}

/** The smallest layer is looked at; a larger one only when nothing came of that one for so long. */
const layerMs = 5_000;
/** Two key frames so far apart must show nothing: a picture that is being cut over is black for a moment. */
const blackAfterMs = 700;
const judgeEveryMs = 500;
/** A picture that is black already is looked at again less often; one that is not small ends it without a look. */
const judgeBlackEveryMs = 4_000;

/**
 * Which pictures show nothing: black, or all of one colour. Nothing is decoded all the time: only key frames are looked at, of these only such as are
 * much too small for their size, and at most two in a second of each track, in the smallest layer.
 *
 * Within 5 s: while pictures come, the recorder asks for a key frame every 2 s anyway, for its segments; senders make one within some
 * 100 ms, and the sfu holds a request back for half a second when others have just asked. The first that shows nothing is there after 2.5 s at the latest; another one is then
 * asked for at the next look, which is within a second. A sender that makes no key frames when asked is found when it makes one.
 */
export class PictureWatch {
  readonly #options: PictureWatchOptions;
  readonly #tracks = new Map<string, Watched>();

  constructor(options: PictureWatchOptions) {
    this.#options = options;
  }

  key(stream: TapStream, unit: AccessUnit, nowMs: number): void {
    const track = this.#tracks.get(stream.trackId) ?? fresh(stream.layer, nowMs);
    this.#tracks.set(stream.trackId, track);
    if (stream.layer > track.layer && nowMs - track.keyAtMs < layerMs) return;
    track.layer = stream.layer;
    track.keyAtMs = nowMs;
    if (!isSuspect(unit)) {
      end(track);
      return;
    }
    const isEarly = nowMs - track.judgedAtMs < (track.isBlack ? judgeBlackEveryMs : judgeEveryMs);
    if (!track.isJudging && !isEarly) void this.#judge(track, stream, unit, nowMs);
  }

  /** Asks for the second look at what seems black. To be called every second. */
  look(): void {
    for (const [trackId, { flatSinceMs, isBlack }] of this.#tracks) {
      if (flatSinceMs !== null && !isBlack) this.#options.requestKeyFrame(trackId);
    }
  }

  /** Nothing is expected of a track now: what was seen before counts for nothing. */
  forget(trackId: string): void {
    this.#tracks.delete(trackId);
  }

  isBlack(trackId: string): boolean {
    return this.#tracks.get(trackId)?.isBlack ?? false;
  }

  async #judge(track: Watched, stream: TapStream, { config, data }: AccessUnit, atMs: number): Promise<void> {
    const picture = config === null ? null : keyPictureOf(config, data);
    if (picture === null) return;
    const { round } = track;
    track.isJudging = true;
    track.judgedAtMs = atMs;
    // Of many cameras that lose their picture at once all are to be told within 5 s.
    const luma = await this.#options.decoder.luma(picture, !track.isBlack && !track.isDark);
    track.isJudging = false;
    // A newer key frame that was not small has answered already, or the track was forgotten.
    if (luma === null || track.round !== round || this.#tracks.get(stream.trackId) !== track) return;
    if (!showsNothing(stream.source, luma)) {
      end(track);
      track.isDark = true;
      return;
    }
    track.isDark = false;
    track.flatSinceMs ??= atMs;
    if (track.isBlack || atMs - track.flatSinceMs < blackAfterMs) return;
    track.isBlack = true;
    this.#options.onBlack();
  }
}

const fresh = (layer: number, nowMs: number): Watched => ({
  layer,
  keyAtMs: nowMs,
  flatSinceMs: null,
  isBlack: false,
  isDark: false,
  isJudging: false,
  judgedAtMs: Number.NEGATIVE_INFINITY,
  round: 0,
});

function end(track: Watched): void {
  track.flatSinceMs = null;
  track.isBlack = false;
  track.isDark = false;
  track.round += 1;
}
