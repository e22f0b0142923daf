import type { SfuRequestResult } from '../../control/index.ts';
import type { ManualClock } from '../testing/manual-clock.ts';
import { makePlan } from '../testing/plans.ts';
import { cameraRtp } from '../testing/rtp-samples.ts';
import { SfuLink } from '../testing/sfu-link.ts';

/** An sfu under test: the control door of one node, on a clock that the test moves. */
export interface SfuUnderTest {
  port: number;
  sharedKey: string;
  clock: ManualClock;
  killWorker(workerId: string): void;
  /** Transports that the engine has, by its own account. */
  countTransports(): Promise<number>;
  close(): Promise<void>;
}

/** One test's lesson and link, with the requests that most tests make. */
export class Bench {
  readonly sfu: SfuUnderTest;
  link: SfuLink;
  lessonId = 'lesson0';
  #lessons = 0;

  private constructor(sfu: SfuUnderTest, link: SfuLink) {
    this.sfu = sfu;
    this.link = link;
  }

  static async start(sfu: SfuUnderTest): Promise<Bench> {
    return new Bench(sfu, await SfuLink.open(sfu.port, sfu.sharedKey));
  }

  /** A new lesson, with nothing heard yet. */
  next(): void {
    this.#lessons += 1;
    this.lessonId = `lesson${this.#lessons}`;
    this.link.forget();
  }

  async end(): Promise<void> {
    await this.link.get('lesson:close', { lessonId: this.lessonId });
  }

  async close(): Promise<void> {
    this.link.close();
    await this.sfu.close();
  }

  readonly open = (seatId: string, session = 's1'): Promise<SfuRequestResult<'seat:open'>> =>
    this.link.get('seat:open', { lessonId: this.lessonId, seatId, session });

  readonly publish = (seatId: string, trackId: string, ssrc: number, layers = 1): Promise<{ layers: number }> =>
    this.link.get('track:publish', {
      ...{ lessonId: this.lessonId, seatId, trackId, source: 'camera', kind: 'video' },
      ...{ rtpParameters: cameraRtp(ssrc, layers), paused: false },
    });

  readonly apply = (options: Parameters<typeof makePlan>[0]): Promise<{ sequence: number }> =>
    this.link.get('plan:apply', { lessonId: this.lessonId, plan: makePlan(options) });

  /** `ok`, or why the sfu refuses. */
  readonly code = async (name: string, input: unknown): Promise<string> => {
    const answer = await this.link.askRaw(name, input);
    return answer.ok ? 'ok' : answer.error.code;
  };
}

/** The tracks of a seat's consumers, or of a tap, in order of their names. */
export function trackIds(holder: { consumers: { trackId: string }[] } | { tracks: { trackId: string }[] }): string[] {
  return ('consumers' in holder ? holder.consumers : holder.tracks).map(({ trackId }) => trackId).sort();
}
