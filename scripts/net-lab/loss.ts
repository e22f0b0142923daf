import type { LineConditions } from './conditions.ts';
import type { Random } from './random.ts';

/**
 * Decides packet by packet what is lost. With `lossBurstPackets` it is Gilbert's model: in the bad state everything is
 * lost, runs are geometric with that mean, and the share of lost packets is `loss` in the long run.
 */
export function createLoss(random: Random): (conditions: LineConditions) => boolean {
  let bad = false;
  return ({ loss, lossBurstPackets }) => {
    // One draw for each packet, whatever the conditions, keeps runs with the same seed alike.
    const draw = random();
    if (loss === 0 || loss === 1 || lossBurstPackets === null) {
      bad = false;
      return draw < loss;
    }
    const recover = 1 / lossBurstPackets;
    const fall = Math.min(1, (loss * recover) / (1 - loss));
    bad = bad ? draw >= recover : draw < fall;
    return bad;
  };
}
