import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { statementProblems } from '../xapi/rules.test-support.ts';

/** What a request is met with instead of being looked at. Returns whether it is done with. */
export type Trouble = (response: ServerResponse, statements: readonly string[]) => boolean;

export const answer =
  (status: number, headers: Record<string, string> = {}, words = ''): Trouble =>
  (response) => {
    response.writeHead(status, headers).end(words);
    return true;
  };
/** Says nothing, for ever. */
export const silence: Trouble = () => true;
/** Hangs up. */
export const hangUp: Trouble = (response) => {
  response.destroy();
  return true;
};
/** Begins to answer and never ends. */
export const halfAnswer =
  (status: number): Trouble =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).write('[');
    return true;
  };

/** A small Learning Record Store with a real door: takes statements as xAPI 2.0 says, all of a request or none. */
export class SmallLrs {
  /** By id, as they came. */
  readonly statements = new Map<string, string>();
  /** How many statements each request held. */
  readonly requests: number[] = [];
  readonly key = 'tongke';
  readonly secret = 'correct horse battery staple';
  /** Each meets one request, in order. */
  troubles: Trouble[] = [];
  /** Meets every request, after the troubles. */
  always: Trouble = () => false;
  /** Ids that it takes for bad. */
  readonly bad = new Set<string>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => void this.#meet(request, response));
  }

  static async open(port = 0): Promise<SmallLrs> {
    const server = createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new SmallLrs(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/xapi/`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const statements = (JSON.parse(body) as { id: string }[]).map((one) => JSON.stringify(one));
    this.requests.push(statements.length);
    if (this.troubles.shift()?.(response, statements) || this.always(response, statements)) return;
    const { status, words } = this.#take(request, statements);
    response.writeHead(status, { 'content-type': 'application/json' }).end(words);
  }

  #take({ method, url, headers }: IncomingMessage, given: readonly string[]): { status: number; words: string } {
    const basic = `Basic ${Buffer.from(`${this.key}:${this.secret}`).toString('base64')}`;
    if (headers.authorization !== basic) return { status: 401, words: '"no"' };
    if (method !== 'POST' || url !== '/xapi/statements') return { status: 404, words: '"nothing here"' };
    if (headers['x-experience-api-version'] !== '2.0.0') return { status: 400, words: '"version"' };
    const parsed = given.map((text) => ({ text, id: (JSON.parse(text) as { id: string }).id }));
    const problems = parsed.flatMap(({ text, id }) =>
      this.bad.has(id) ? [`bad ${id}`] : statementProblems(JSON.parse(text)),
    );
    if (problems.length > 0) return { status: 400, words: JSON.stringify(problems) };
    if (parsed.some(({ id, text }) => (this.statements.get(id) ?? text) !== text))
      return { status: 409, words: '"known"' };
    for (const { id, text } of parsed) this.statements.set(id, text);
    return { status: 200, words: JSON.stringify(parsed.map(({ id }) => id)) };
  }
}
