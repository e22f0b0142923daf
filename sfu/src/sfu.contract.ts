import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import { Bench, type SfuUnderTest } from './contract/bench.ts';
import { doorContract } from './contract/door.ts';
import { planContract } from './contract/plan.ts';
import { recoveryContract } from './contract/recovery.ts';
import { seatsContract } from './contract/seats.ts';

/** What signaling may rely on, whatever moves the media. */
export function sfuContract(name: string, start: () => Promise<SfuUnderTest>): void {
  describe(`control contract on ${name}`, () => {
    let started: Bench | undefined;
    const bench = (): Bench => {
      if (started === undefined) throw new Error('the sfu under test did not start');
      return started;
    };
    beforeAll(async () => {
      started = await Bench.start(await start());
    });
    afterAll(() => started?.close());
    beforeEach(() => bench().next());
    afterEach(() => bench().end());
    doorContract(bench);
    seatsContract(bench);
    planContract(bench);
    recoveryContract(bench);
  });
}
