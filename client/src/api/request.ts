import { type ErrorCode, errorCodes, LessonError } from '@tongke/signaling/protocol/lesson';

/** One request to the HTTP API. */
export interface ApiRequest {
  method?: 'GET' | 'POST' | 'DELETE';
  /** Operator's or teacher's token, device credential or seat key. */
  bearer?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  bytes?: Blob;
  signal?: AbortSignal;
  /** Default 10,000. */
  timeoutMs?: number;
}

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  413: 'tooLarge',
  422: 'badRequest',
  429: 'tooMany',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/**
 * Asks the HTTP API and returns the answer's JSON, whose shape is the server's promise.
 * Throws a `LessonError` for every refusal; `unavailable` when no answer came in time or the line is down.
 * Rethrows the caller's own abort.
 */
export async function request<Result>(path: string, options: ApiRequest = {}): Promise<Result> {
  const { method = 'GET', bearer, body, bytes, signal, timeoutMs = 10_000 } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const headers = new Headers(options.headers);
  if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(path, {
      method,
      headers,
      // Answers hold links and rights: no cache may keep them.
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes === undefined ? {} : { body: bytes }),
    });
    answer = await readJson(response);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new LessonError('unavailable', `${method} ${path.split('?')[0]} got no answer`, { cause: error });
  }
  if (!response.ok) throw refusal(response.status, answer);
  return answer as Result;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's own error page: the status says enough.
    return null;
  }
}

function refusal(status: number, answer: unknown): LessonError {
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : {};
  const said = errorCodes.find((code) => code === error.code);
  const message = typeof error.message === 'string' ? error.message : `status ${status}`;
  return new LessonError(said ?? codeOfStatus[status] ?? 'internal', message);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
