import type { Praised, PraiseState } from '@tongke/signaling/protocol/lesson';

/** What is celebrated at a moment. */
export interface PraiseMoment {
  /** A star that has just been given; `key` tells one from the next. */
  star: { key: string; praised: Praised } | null;
  applause: { key: string; count: number; byTeacher: boolean } | null;
}

const starForMs = 6_000;
const applauseForMs = 4_000;

/** What is celebrated at a moment of the lesson's time, milliseconds since the epoch. The same live and replayed. Pure. */
export function praiseMoment({ stars, latest, applause }: PraiseState, now: number): PraiseMoment {
  const praised = latest && now - latest.at < starForMs ? stars[latest.classroomId] : undefined;
  const heard = applause && now - applause.at < applauseForMs ? applause : null;
  return {
    star: latest && praised ? { key: `${latest.at}`, praised } : null,
    applause: heard && { key: `${heard.since}`, count: heard.count, byTeacher: heard.byTeacher },
  };
}
