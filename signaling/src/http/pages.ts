import { join } from 'node:path';
import express, { type Router } from 'express';
import { compressedAssets } from './compressed-assets.ts';
import { sendFile } from './send-file.ts';

/** The page that each path shows. One console serves teacher, assistants and inspectors, by their rights. */
const pages: Record<string, string> = {
  '/': 'index.html',
  '/lessons': 'lessons.html',
  '/teacher': 'teacher.html',
  '/assistant': 'teacher.html',
  '/inspector': 'teacher.html',
  '/classroom': 'classroom.html',
  '/watch': 'watch.html',
  '/summary': 'summary.html',
  '/learning': 'learning.html',
  '/pair': 'pair.html',
  '/answer': 'answer.html',
};

/** Serves the built client. */
export function clientPages(dist: string): Router {
  const router = express.Router();
  for (const [path, file] of Object.entries(pages)) {
    router.get(path, (_request, response) => sendFile(response, dist, file, { 'Cache-Control': 'no-cache' }));
  }
  // Built assets carry their content's hash in their names.
  router.use(compressedAssets(dist));
  router.use('/assets', express.static(join(dist, 'assets'), { immutable: true, maxAge: '365d', index: false }));
  router.use(express.static(dist, { index: false, redirect: false, dotfiles: 'ignore' }));
  return router;
}
