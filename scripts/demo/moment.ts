import type { Person } from './person.ts';
import { lookUntil, type Sight } from './sight.ts';

/** What a classroom saw at one moment: the replay must show the same there. */
export interface Moment {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sights: readonly Sight[];
  /** What the classroom's page measured, sight by sight. */
  readonly measured: readonly (readonly number[])[];
}

/** Waits until somebody sees all of it, and keeps the moment. @throws with what is not to be seen */
export async function witness({ page }: Person, name: string, ...sights: Sight[]): Promise<Moment> {
  const targets = sights.map(({ live, words, isGone, measure }) => ({
    selector: live,
    ...(words !== undefined && { words }),
    ...(isGone !== undefined && { isGone }),
    ...(measure !== undefined && { measure }),
  }));
  const { at, measured } = await lookUntil(page, targets);
  return { name, at, sights, measured };
}
