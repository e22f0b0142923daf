import { setTimeout as delay } from 'node:timers/promises';
import { type Figure, figure } from '../figures.ts';
import type { CrashScene } from './crash-figures.ts';
import { healthyAgain } from './health.ts';
import { lineUpAgain, watchLink } from './link-watch.ts';
import { teacherVideo } from './seats.ts';

const afterwardsMs = 2_000;

/** Ends signaling: do pictures go on, is everybody back, is what was answered still there? */
export async function crashSignaling(scene: CrashScene): Promise<Figure[]> {
  const { pages, listener, say } = scene;
  const { welcomes } = listener;
  await Promise.all(pages.map(watchLink));
  await Promise.all(pages.map(({ browser }) => browser.restartGaps()));
  // Answered just before the end: it must still hold afterwards.
  await listener.command('hand:raise', {});
  const diedAt = scene.kill('signaling');
  const served = healthyAgain(scene.product.baseUrl, () => true);
  const listenerBack = listener
    .until((seat) => seat.welcomes > welcomes, AbortSignal.timeout(20_000))
    .then(() => Date.now());
  const pagesBack = Promise.all(pages.map(lineUpAgain));
  const [servedAt, listenerAt, pagesAt] = await Promise.all([served, listenerBack, pagesBack]);
  const backMs = Math.max(listenerAt, ...pagesAt) - diedAt;
  const after = (at: number) => Math.round(at - diedAt);
  say(`serving after ${after(servedAt)} ms, seats back after ${[listenerAt, ...pagesAt].map(after).join(', ')} ms`);
  await delay(afterwardsMs);
  const gaps = await Promise.all(
    pages.slice(1).map(async ({ browser }) => (await browser.videos())[teacherVideo]?.longestGapMs ?? Number.NaN),
  );
  const assistant = await scene.takeSeat('assistant');
  const { hands, participants } = assistant.state;
  const kept = hands.some(({ participantId }) => participantId === listener.grant.participantId);
  const here = Object.values(participants).filter(({ connection }) => connection.state === 'here').length;
  return [
    figure('signalingKilledSeatsBack', backMs, {
      limit: 3_000,
      checks: { answeredKept: kept, seatsHere: here >= 4, servingMs: after(servedAt) },
    }),
    figure('signalingKilledLongestFreeze', Math.max(...gaps), { limit: 1_000 }),
  ];
}
