import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

const compress = { br: promisify(brotliCompress), gzip: promisify(gzip) };
const asset = /^\/assets\/([A-Za-z0-9_-][A-Za-z0-9_.-]{0,120}\.(js|css|svg|json))$/;
const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json; charset=utf-8',
};
/** More than a build has; after that the memory starts anew. */
const most = 500;

/**
 * Serves built scripts and styles compressed, each compressed once: on a classroom's thin line that is a third of the wait. What is no
 * such file, or cannot be taken compressed, is left to the next handler.
 */
export function compressedAssets(dist: string): RequestHandler {
  const kept = new Map<string, Promise<Buffer>>();
  return async (request, response, next) => {
    const [, name, ending] = asset.exec(request.path) ?? [];
    if (name) response.vary('Accept-Encoding');
    const encoding = request.acceptsEncodings('br', 'gzip');
    const wanted = request.method === 'GET' && request.headers.range === undefined;
    if (!name || !ending || !wanted || (encoding !== 'br' && encoding !== 'gzip')) return next();
    const key = `${encoding} ${name}`;
    if (kept.size >= most) kept.clear();
    const compressing =
      kept.get(key) ?? readFile(join(dist, 'assets', name)).then((content) => compress[encoding](content));
    kept.set(key, compressing);
    const body = await compressing.catch(() => null);
    if (!body) {
      kept.delete(key);
      return next();
    }
    response.set({
      'Content-Type': types[ending],
      'Content-Encoding': encoding,
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
    response.end(body);
  };
}
