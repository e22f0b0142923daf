import { createHash } from 'node:crypto';
import type { Signaling } from '../session/signaling.ts';
import type { WorkOutcome, WorkProgress } from './do-work.ts';

const timeoutMs = 10_000;

/** What signaling answered: `gone` when the job is another's, over or unknown; `away` when it did not answer, or was busy. */
export type JobAnswer = 'ok' | 'gone' | 'away';

/** Of a recorder, the same after every restart; those that share a key have names that tell them apart. */
export function recorderIdOf(keyId: string, name: string | undefined): string {
  if (name === undefined) return keyId;
  return createHash('sha256').update(`${keyId} ${name}`).digest('hex').slice(0, keyId.length);
}

/** How a recorder takes jobs and says what became of them. */
export class JobDoor {
  readonly #signaling: Pick<Signaling, 'url' | 'token'>;
  readonly #recorderId: string;

  constructor(signaling: Pick<Signaling, 'url' | 'token'>, recorderId: string) {
    this.#signaling = signaling;
    this.#recorderId = recorderId;
  }

  /** `gone` too when it was taken too often. */
  async claim(jobId: string): Promise<JobAnswer> {
    const { answer, body } = await this.#post(`${jobId}/claim`, {});
    return answer === 'ok' && !body.includes('"phase":"running"') ? 'gone' : answer;
  }

  async progress(jobId: string, progress: WorkProgress): Promise<JobAnswer> {
    return (await this.#post(`${jobId}/progress`, progress)).answer;
  }

  async end(jobId: string, outcome: WorkOutcome): Promise<JobAnswer> {
    return (await this.#post(`${jobId}/end`, { outcome })).answer;
  }

  async #post(path: string, content: object): Promise<{ answer: JobAnswer; body: string }> {
    const { url, token } = { url: this.#signaling.url, token: this.#signaling.token() };
    try {
      const response = await fetch(new URL(`/api/recorder/jobs/${path}`, url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ recorderId: this.#recorderId, ...content }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const body = await response.text();
      if (response.ok) return { answer: 'ok', body };
      // What is wrong with the request is wrong the next time as well.
      const isFinal =
        response.status >= 400 && response.status < 500 && response.status !== 429 && response.status !== 401;
      return { answer: isFinal ? 'gone' : 'away', body };
    } catch {
      return { answer: 'away', body: '' };
    }
  }
}
