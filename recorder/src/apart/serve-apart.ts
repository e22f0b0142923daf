import { setPriority } from 'node:os';
import type { FromApart } from './do-apart.ts';

/**
 * The other side of {@link doApart}: does the one order that comes, and ends. Whatever it takes or breaks, the recording goes on beside it; it and
 * what it starts come last wherever there is little to share.
 */
export function serveApart<Order, Outcome, Progress = never>(
  work: (order: Order, tell: (progress: Progress) => void) => Promise<Outcome>,
): void {
  setPriority(19);
  /** Returns when it is on its way; nobody hears it when the recorder is gone. */
  const send = (message: FromApart<Outcome, Progress>): Promise<void> =>
    new Promise((resolve) => {
      if (process.connected && process.send) process.send(message, () => resolve());
      else resolve();
    });
  const run = async (order: Order): Promise<void> => {
    try {
      await send({
        type: 'outcome',
        outcome: await work(order, (progress) => void send({ type: 'progress', progress })),
      });
    } catch (error) {
      await send({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  process.once('message', (message) => {
    void run(message as Order).finally(() => process.exit());
  });
}
