import { uptime } from 'node:os';

/** What a clock is made from; tests give their own. Milliseconds. */
export interface ClockParts {
  /** The machine's clock, which anybody may set, since the epoch. */
  wallMs: () => number;
  /** Time that has passed while the machine was awake. */
  awakeMs: () => number;
  /** Time that has passed, asleep or awake; may be told in whole seconds. */
  passedMs: () => number;
}

/** The machine was asleep if more than this has passed unseen: the two are told with different precision. */
const asleepFromMs = 3_000;
const lookEveryMs = 1_000;

const machine: ClockParts = {
  wallMs: Date.now,
  awakeMs: () => performance.now(),
  passedMs: () => uptime() * 1_000,
};

/**
 * A lesson's clock: whole milliseconds since the epoch as the machine had them when the process began, and from then on the time that
 * has passed, also in a laptop's sleep. A clock that is set in mid-lesson would otherwise tear the log's times from the media's, and
 * stop them where it was set back. @param aheadMs by how much the machine's clock was set back since the lessons' clock began
 */
export function steadyClock(aheadMs = 0, { wallMs, awakeMs, passedMs }: ClockParts = machine): () => number {
  let originMs = wallMs() - awakeMs() + aheadMs;
  let unseenMs = passedMs() - awakeMs();
  let lookedAt = awakeMs();
  return () => {
    const nowMs = awakeMs();
    if (nowMs - lookedAt >= lookEveryMs) {
      lookedAt = nowMs;
      const asleepMs = passedMs() - nowMs - unseenMs;
      if (asleepMs >= asleepFromMs) {
        originMs += asleepMs;
        unseenMs += asleepMs;
      }
    }
    return Math.floor(originMs + nowMs);
  };
}
