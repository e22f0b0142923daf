import { join } from 'node:path';
import express, { type Router } from 'express';

const year = 365 * 24 * 3_600;
const types: Record<string, string> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.m4s': 'video/iso.segment',
  '.jsonl': 'application/x-ndjson; charset=utf-8',
};
/** A folder's name holds the lesson and 128 secret bits: whoever knows it may read it. */
const folder = /^\/[A-Za-z0-9_-]{1,64}-[0-9a-f]{32}\//;

/** Serves archives: what changes while a lesson runs is never cached, segments for a year. */
export function archiveFiles(dataDir: string): Router {
  const router = express.Router();
  router.use((request, _response, next) => {
    // `private/` beside the public files is for the server alone.
    const fits = folder.test(request.path) && !/(^|\/)private(\/|$)/i.test(decoded(request.path));
    next(fits ? undefined : 'route');
  });
  router.use(
    express.static(join(dataDir, 'archive'), {
      dotfiles: 'ignore',
      index: false,
      redirect: false,
      fallthrough: true,
      setHeaders: (response, path) => {
        const ending = path.slice(path.lastIndexOf('.'));
        const type = types[ending];
        if (type) response.setHeader('Content-Type', type);
        const fixed = ending === '.m4s' || ending === '.mp4' || ending === '.webm';
        response.setHeader('Cache-Control', fixed ? `public, max-age=${year}, immutable` : 'no-cache');
      },
    }),
  );
  return router;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/private/';
  }
}
