import { answerOf, type LrsAnswer, wordsOf } from './lrs-answer.ts';

/** A Learning Record Store, and the right to write to it. */
export interface LrsOptions {
  /** Its xAPI endpoint; statements go to `statements` below it. Holds no secret. */
  url: string;
  /** HTTP Basic (RFC 7617); null for a store that asks for none. */
  credentials: { key: string; secret: string } | null;
  /** For one request with its whole answer. */
  timeoutMs?: number;
}

const usualTimeoutMs = 30_000;

/** Speaks xAPI 2.0 with a Learning Record Store. */
export class Lrs {
  /** For people and logs. */
  readonly url: string;
  readonly #statements: URL;
  readonly #authorization: string | null;
  readonly #timeoutMs: number;

  constructor({ url, credentials, timeoutMs = usualTimeoutMs }: LrsOptions) {
    this.url = url;
    this.#statements = new URL('statements', url.endsWith('/') ? url : `${url}/`);
    this.#timeoutMs = timeoutMs;
    this.#authorization =
      credentials && `Basic ${Buffer.from(`${credentials.key}:${credentials.secret}`, 'utf8').toString('base64')}`;
  }

  /** Sends statements, each as JSON, all in one request. Never throws: what goes wrong is an answer too. */
  async send(statements: readonly string[], signal: AbortSignal): Promise<LrsAnswer> {
    const deadline = AbortSignal.timeout(this.#timeoutMs);
    try {
      const response = await fetch(this.#statements, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-experience-api-version': '2.0.0',
          ...(this.#authorization === null ? {} : { authorization: this.#authorization }),
        },
        body: `[${statements.join(',')}]`,
        // Another place must not get the key.
        redirect: 'manual',
        signal: AbortSignal.any([signal, deadline]),
      });
      return answerOf(response, await wordsOf(response));
    } catch (error) {
      if (deadline.aborted) return { kind: 'later', why: `no answer within ${this.#timeoutMs} ms`, afterMs: null };
      return { kind: 'later', why: reasonOf(error), afterMs: null };
    }
  }
}

/** Of a failed connection: its code, which fetch hides in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (cause instanceof Error) return 'code' in cause ? `${String(cause.code)}: ${cause.message}` : cause.message;
  return String(cause);
}
