import type { Film } from '../film.ts';
import type { Finding } from '../finding.ts';
import type { MadeLesson } from '../lesson.ts';
import type { Moment } from '../moment.ts';
import type { Person } from '../person.ts';
import type { Product } from '../product.ts';

/** Somebody in a lesson, at the own screen. */
export interface Player extends Person {
  readonly participantId: string;
  readonly name: string;
  /** What the own camera and microphone play. */
  readonly film: Film;
}

/** Who plays an act, and what they have at hand. */
export interface Cast {
  readonly product: Product;
  readonly lesson: MadeLesson;
  readonly teacher: Player;
  /** At least two. */
  readonly rooms: readonly [Player, Player, ...Player[]];
  /** Where files that somebody brings are made; removed at the end. */
  readonly folder: string;
}

/** A classroom's time on stage, as it has to stand in the record. Milliseconds since the epoch. */
export interface StageTurn {
  readonly participantId: string;
  readonly name: string;
  readonly calledAt: number;
  readonly handedBackAt: number;
}

/** What came of an act. */
export interface ActReport {
  /** In words, with figures, when all went well. */
  readonly detail: string;
  /** What did not hold although the act went on to its end. */
  readonly problems?: readonly string[];
  readonly moments?: readonly Moment[];
  readonly turns?: readonly StageTurn[];
}

/** One feature, used in the lesson as people would: by mouse and keyboard. */
export interface Act {
  readonly name: string;
  /** Throws when something does not come that should. */
  play(cast: Cast): Promise<ActReport>;
}

/** What came of all acts. */
export interface ActsReport {
  readonly findings: readonly Finding[];
  readonly moments: readonly Moment[];
  readonly turns: readonly StageTurn[];
}

/** Plays acts in their order. One that fails is a finding, and the lesson goes on. */
export async function playActs(acts: readonly Act[], cast: Cast, say: (line: string) => void): Promise<ActsReport> {
  const findings: Finding[] = [];
  const moments: Moment[] = [];
  const turns: StageTurn[] = [];
  for (const { name, play } of acts) {
    const begunAt = performance.now();
    try {
      const report = await play(cast);
      const problems = report.problems ?? [];
      findings.push({ name, ok: problems.length === 0, detail: [report.detail, ...problems].join('; ') });
      moments.push(...(report.moments ?? []));
      turns.push(...(report.turns ?? []));
    } catch (error) {
      findings.push({ name, ok: false, detail: error instanceof Error ? error.message : String(error) });
    }
    const { ok, detail } = findings.at(-1) ?? { ok: false, detail: '' };
    say(`${name}${ok ? '' : ' FAILS'} (${((performance.now() - begunAt) / 1_000).toFixed(1)} s): ${detail}`);
  }
  return { findings, moments, turns };
}

/** All but one of the classrooms. */
export const others = ({ rooms }: Cast, room: Player): Player[] => rooms.filter((each) => each !== room);
