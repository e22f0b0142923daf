import type { CrowdSeat } from '../../crowd/seat.ts';
import { type Figure, figure } from '../figures.ts';
import type { CrashScene } from './crash-figures.ts';
import { healthyAgain } from './health.ts';
import { teacherVideo } from './seats.ts';

const patienceMs = 20_000;

/** Ends the sfu: when does every room see the teacher again, and hear? */
export async function crashSfu(scene: CrashScene): Promise<Figure> {
  const { pages, listener, say } = scene;
  const [diedAt, diedMs] = [scene.kill('sfu'), performance.now()];
  const rooms = pages.slice(1);
  const { baseUrl } = scene.product;
  // Signaling notices the end first.
  const linked = healthyAgain(baseUrl, ({ sfu }) => sfu === 'down').then(() =>
    healthyAgain(baseUrl, ({ sfu }) => sfu === 'up'),
  );
  const [seenAt] = await Promise.all([
    Promise.all(rooms.map(({ browser }) => browser.seeFilm(teacherVideo, 0, diedAt + 100, patienceMs))),
    listener.until((seat) => Number.isFinite(heardAfter(seat, diedMs)), AbortSignal.timeout(patienceMs)),
  ]);
  const linkedMs = Math.round((await linked) - diedAt);
  const heardAfterMs = heardAfter(listener, diedMs);
  const seenAfterMs = seenAt.map((at) => Math.round(at - diedAt));
  say(`seen again after ${seenAfterMs.join(', ')} ms, heard after ${Math.round(heardAfterMs)} ms`);
  return figure('sfuKilledSeenAndHeard', Math.max(...seenAfterMs, heardAfterMs), {
    limit: 3_000,
    checks: { seenAfterMs: seenAfterMs.join(' '), heardAfterMs: Math.round(heardAfterMs), linkedMs },
  });
}

/** Milliseconds until the first sound on a track that began after a moment; infinite when there is none. */
function heardAfter({ tracks }: CrowdSeat, sinceMs: number): number {
  const firsts = tracks.flatMap(({ source, counts }) => (source === 'microphone' ? (counts.firstAtMs ?? []) : []));
  return Math.min(...firsts.filter((at) => at > sinceMs)) - sinceMs;
}
