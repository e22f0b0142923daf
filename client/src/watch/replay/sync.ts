import { seekBeyondMs } from '../../core/in-step.ts';

export { type Correction, correct, seekBeyondMs } from '../../core/in-step.ts';

/** How far the clock moves towards the sound that leads it, at each look. */
export const clockNudge = (leaderSkewMs: number): number =>
  Math.abs(leaderSkewMs) > seekBeyondMs ? 0 : leaderSkewMs * 0.15;
