import type { Role } from '@tongke/signaling/protocol/lesson';

/** A lesson as the HTTP API tells it. */
export interface ApiLesson {
  readonly lessonId: string;
  readonly title: string;
  readonly phase: 'planned' | 'open' | 'ended';
  readonly archivePath: string | null;
  readonly sealed: boolean;
  readonly present: number;
}

/** A link into a lesson; `path` ends in its token. */
export interface ApiLink {
  readonly link: string;
  readonly role: Role;
  readonly classroomId?: string;
  readonly name?: string;
  readonly path: string;
}

/** A refusal: what the API answered instead of what was asked. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

/** The HTTP API as an outside driver uses it. */
export interface Api {
  readonly baseUrl: string;
  get<Answer>(route: string): Promise<Answer>;
  post<Answer>(route: string, body: unknown): Promise<Answer>;
}

/** @param token bearer token; none for the open doors */
export function createApi(baseUrl: string, token?: string): Api {
  async function call<Answer>(method: string, route: string, body?: unknown): Promise<Answer> {
    const response = await fetch(new URL(route, baseUrl), {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.timeout(10_000),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const content = await response.text();
    if (response.ok) return content === '' ? ({} as Answer) : JSON.parse(content);
    const { code, message } = refusal(content);
    throw new ApiError(response.status, code, `${method} ${route}: ${response.status} ${code} ${message}`);
  }
  return { baseUrl, get: (route) => call('GET', route), post: (route, body) => call('POST', route, body) };
}

function refusal(content: string): { code: string; message: string } {
  try {
    const { error } = JSON.parse(content);
    return { code: String(error.code), message: String(error.message) };
  } catch {
    return { code: 'unknown', message: content.slice(0, 200) };
  }
}
