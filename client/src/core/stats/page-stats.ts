import type { LessonState, Role, TrackSource } from '@tongke/signaling/protocol/lesson';
import type { LessonSeat } from '../seat/lesson-seat.ts';
import type { PageTimings } from './timings.ts';
import { bitrateBetween, sampleTrack, type TrackSample, type TrackStats } from './track-stats.ts';

/** What `window.tongke.stats()` answers in the pages of a seat. */
export interface PageStats {
  /** `checking`: not joined; `waiting`: the lesson is not open yet; `over`: this seat cannot come back by itself. */
  state: 'checking' | 'connecting' | 'waiting' | 'live' | 'lineDown' | 'ended' | 'over';
  role: Role;
  participantId: string;
  lessonId: string;
  /** Sequence number of the last event folded, and the lesson clock minus the page's. */
  link: { state: string; sequence: number; roundTripMs: number | null; clockOffsetMs: number };
  media: string;
  /** To the media server. */
  roundTripMs: number | null;
  tracks: TrackStats[];
  timings: PageTimings;
}

interface Measured {
  trackId: string;
  participantId: string;
  source: TrackSource;
  kind: 'audio' | 'video';
  direction: 'send' | 'receive';
  getStats: () => Promise<RTCStatsReport>;
}

const sampleGapMs = 500;
const sampleOldMs = 10_000;

/** Measures a seat on demand. Bitrates are taken since the last question, or over half a second. */
export class PageMeter {
  readonly #seat: LessonSeat;
  #samples = new Map<string, TrackSample>();

  constructor(seat: LessonSeat) {
    this.#seat = seat;
  }

  async stats(): Promise<PageStats> {
    const before = this.#samples;
    const isFresh = [...before.values()].some((sample) => performance.now() - sample.at < sampleOldMs);
    if (!isFresh && this.#measured().length > 0) {
      this.#samples = await this.#sample();
      await new Promise((resolve) => setTimeout(resolve, sampleGapMs));
    }
    const reference = this.#samples;
    this.#samples = await this.#sample();
    const { link, desk, kept, timings } = this.#seat;
    const lesson = link.store.lesson.get();
    return {
      state: this.#state(lesson),
      role: kept.role,
      participantId: kept.participantId,
      lessonId: kept.lessonId,
      link: {
        state: link.line.get().name,
        sequence: lesson.sequence,
        roundTripMs: link.clock.roundTripMs,
        clockOffsetMs: link.clock.offsetMs,
      },
      media: desk.state.get(),
      roundTripMs: await desk.roundTripMs(),
      tracks: this.#measured().flatMap((track) => this.#describe(track, lesson, reference)),
      timings: timings.noted,
    };
  }

  #describe(
    { trackId, participantId, source, kind, direction }: Measured,
    lesson: LessonState,
    before: Map<string, TrackSample>,
  ): TrackStats[] {
    const sample = this.#samples.get(`${direction} ${trackId}`);
    if (!sample) return [];
    const participantName = nameOf(lesson, participantId);
    const bitrateBps = bitrateBetween(before.get(`${direction} ${trackId}`), sample);
    return [{ trackId, participantId, participantName, source, kind, bitrateBps, ...sample.stats }];
  }

  #measured(): Measured[] {
    const { desk, kept } = this.#seat;
    return [
      ...desk.sent.map((track) => ({ ...track, participantId: kept.participantId, direction: 'send' as const })),
      ...[...desk.received.get().values()].map((track) => ({ ...track, direction: 'receive' as const })),
    ];
  }

  async #sample(): Promise<Map<string, TrackSample>> {
    const samples = await Promise.all(
      this.#measured().map(async ({ trackId, direction, getStats }) => {
        try {
          const report = await getStats();
          return [[`${direction} ${trackId}`, sampleTrack(report, direction, performance.now())] as const];
        } catch {
          // Closed meanwhile.
          return [];
        }
      }),
    );
    return new Map(samples.flat());
  }

  #state({ phase }: LessonState): PageStats['state'] {
    const line = this.#seat.link.line.get();
    if (!this.#seat.joined.get()) return 'checking';
    if (line.name === 'over') return 'over';
    if (line.name === 'down') return 'lineDown';
    if (line.name !== 'up') return 'connecting';
    if (phase.name === 'planned') return 'waiting';
    return phase.name === 'ended' ? 'ended' : 'live';
  }
}

/** A participant's name as this seat may know it; empty when it may not. */
export function nameOf(lesson: LessonState, participantId: string): string {
  const staged = lesson.stage.find((entry) => entry.participantId === participantId);
  const known = Object.values(lesson.participants).find((participant) => participant.participantId === participantId);
  return known?.name ?? staged?.name ?? '';
}
