import express, { type Router } from 'express';
import { isMaterialId, LessonError, type MaterialEnding } from '../../protocol/lesson.ts';
import type { MaterialStore } from '../materials/material-store.ts';
import { sendFile } from './send-file.ts';

const year = 365 * 24 * 3_600;
const types: Record<MaterialEnding, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
};

/**
 * Serves `/materials/<id>`, with ranges (RFC 9110 section 14): whoever knows the 256 bits of its name may read a file,
 * which never changes.
 */
export function materialFiles(materials: MaterialStore): Router {
  const router = express.Router();
  router.get('/materials/:name', async (request, response) => {
    const { name } = request.params;
    if (!isMaterialId(name)) throw new LessonError('notFound', 'not found');
    await sendFile(response, materials.folder, materials.pathOf(name), {
      'Content-Type': types[name.slice(name.indexOf('.') + 1) as MaterialEnding],
      'Cache-Control': `public, max-age=${year}, immutable`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    });
  });
  return router;
}
