import { type LessonSummary, type ParticipantId, SummaryFold, summarise } from '../../protocol/lesson.ts';
import type { LessonHost } from '../lesson-host.ts';

/** How far a lesson's log has been counted. */
interface Counted {
  fold: SummaryFold;
  sequence: number;
}

/** The summaries of lessons: each log is read once and counted on from there, so that asking again costs little. */
export class Summaries {
  readonly #counted = new WeakMap<LessonHost, Promise<Counted>>();

  /**
   * The lesson in numbers up to now; with a seat, of that classroom alone. Throws LessonError: `unavailable` while the log
   * is away.
   */
  async of(host: LessonHost, now: number, seat: ParticipantId | null = null): Promise<LessonSummary> {
    // One after the other: what is counted must be counted once.
    const before = this.#counted.get(host)?.catch(() => undefined);
    const counting = count(host, before);
    this.#counted.set(host, counting);
    const { fold } = await counting;
    return summarise(host.state, fold, now, seat);
  }
}

async function count(host: LessonHost, before: Promise<Counted | undefined> | undefined): Promise<Counted> {
  let { fold, sequence } = (await before) ?? { fold: new SummaryFold(), sequence: 0 };
  // Read before anything is counted: a log that goes away in between leaves what was counted whole.
  while (sequence < host.state.sequence) {
    const entries = await host.entriesAfter(sequence);
    if (entries.length === 0) break;
    for (const entry of entries) fold.push(entry);
    sequence = entries.at(-1)?.sequence ?? sequence;
  }
  return { fold, sequence };
}
