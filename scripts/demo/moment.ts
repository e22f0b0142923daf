import { setTimeout as delay } from 'node:timers/promises';
import type { Person } from './person.ts';
import { lookUntil, pollMs, type Sight } from './sight.ts';

/** What a classroom saw at one moment: the replay must show the same there. */
export interface Moment {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sights: readonly Sight[];
  /** What the classroom's page measured, sight by sight. */
  readonly measured: readonly (readonly number[])[];
}

/** So long a moment lasts at least, in milliseconds: a pixel of a replay's timeline is a tenth of a second. */
const leastMs = 300;

/** Waits until somebody has seen all of it for a while, and keeps the moment of its beginning. @throws with what is not to be seen */
export async function witness({ page }: Person, name: string, ...sights: Sight[]): Promise<Moment> {
  const targets = sights.map(({ live, words, isGone, measure }) => ({
    selector: live,
    ...(words !== undefined && { words }),
    ...(isGone !== undefined && { isGone }),
    ...(measure !== undefined && { measure }),
  }));
  let { at, measured } = await lookUntil(page, targets);
  for (;;) {
    await delay(pollMs);
    const again = await lookUntil(page, targets);
    // It had gone in between: it begins anew.
    if (again.looks > 1) ({ at, measured } = again);
    else if (again.at - at >= leastMs) return { name, at, sights, measured };
  }
}
