import { join } from 'node:path';
import express, { type Router } from 'express';
import { LessonError } from '../../protocol/lesson.ts';
import { sendFile } from './send-file.ts';

const year = 365 * 24 * 3_600;
/** What players are told; everything else is known to Express. */
const types: Record<string, string> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.m4s': 'video/mp4',
  '.mp4': 'video/mp4',
  '.jsonl': 'application/x-ndjson; charset=utf-8',
};
/** What is made of an archive afterwards, and may be made again under the same name. */
const publishedFolder = 'published';
/** Written once and never changed; manifests, playlists and event files grow while a lesson runs. */
const fixed = new Set(['.m4s', '.mp4', '.webp', '.jpg', '.png']);
/** A folder's name holds the lesson and 128 secret bits: whoever knows it may read it. */
const folderName = /^[A-Za-z0-9_-]{1,64}-[0-9a-f]{32}$/;
/** The public keys of recorders, by their ids: who checks an archive's certificate needs them. */
const keyFolder = 'keys';
const keyName = /^[0-9a-f]{32}\.pem$/;
/** No dotfiles, no step upwards, nothing that another file system could read as a separator. */
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,120}$/;

/**
 * Serves `<dataDir>/archive/<lesson>-<secret>/…`, with ranges (RFC 9110 section 14). `private/` beside the public files is for the
 * server alone. Whatever may not be read answers as if it did not exist.
 */
export function archiveFiles(dataDir: string): Router {
  const root = join(dataDir, 'archive');
  const router = express.Router();
  router.get('/archive/keys/:name', async (request, response) => {
    const { name } = request.params;
    if (!keyName.test(name)) throw new LessonError('notFound', 'not found');
    await sendFile(response, root, `${keyFolder}/${name}`, {
      'Content-Type': 'application/x-pem-file',
      'Cache-Control': 'no-cache',
    });
  });
  router.get('/archive/*path', async (request, response) => {
    const steps = request.params.path;
    const [folder = '', ...rest] = Array.isArray(steps) ? steps : [];
    const fits = folderName.test(folder) && rest.length > 0 && rest.every((name) => plainName.test(name));
    if (!fits || rest.some((name) => name.toLowerCase() === 'private')) throw new LessonError('notFound', 'not found');
    const ending = /\.[a-z0-9]+$/.exec(rest.at(-1) ?? '')?.[0] ?? '';
    const type = types[ending];
    const isFixed = fixed.has(ending) && rest[0] !== publishedFolder;
    await sendFile(response, root, [folder, ...rest].join('/'), {
      ...(type ? { 'Content-Type': type } : {}),
      'Cache-Control': isFixed ? `public, max-age=${year}, immutable` : 'no-cache',
    });
  });
  return router;
}
