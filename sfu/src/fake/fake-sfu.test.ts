import { sfuContract } from '../sfu.contract.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { startFakeSfu } from './fake-sfu.ts';

const sharedKey = 'a'.repeat(64);

sfuContract('the fake', async () => {
  const clock = new ManualClock();
  const { port, engine, close } = await startFakeSfu({ sharedKey, clock });
  return {
    ...{ port, sharedKey, clock, close },
    killWorker: (workerId) => engine.killWorker(workerId),
    countTransports: async () => 2 * engine.workers().reduce((sum, { seats }) => sum + seats, 0),
  };
});
