import { setTimeout as delay } from 'node:timers/promises';

/** What `/health` answers. */
export interface Health {
  readonly sfu: 'up' | 'down';
  readonly recorders: number;
}

const lookEveryMs = 20;

/** Asks until health is as wanted. @returns when, milliseconds since the epoch; NaN when it never is within 20 s */
export async function healthyAgain(baseUrl: string, isWanted: (health: Health) => boolean): Promise<number> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const answer = await fetch(`${baseUrl}/health`).catch(() => undefined);
    if (answer?.ok && isWanted((await answer.json()) as Health)) return Date.now();
    await delay(lookEveryMs);
  }
  return Number.NaN;
}
