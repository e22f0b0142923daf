import { execFile } from 'node:child_process';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const client = path.resolve(import.meta.dirname, '../..');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.m4s': 'video/mp4',
  '.mp4': 'video/mp4',
};

/** Builds the pages into a folder, as production does. */
export async function buildPages(outDir: string): Promise<void> {
  const vite = path.resolve(client, '../node_modules/vite/bin/vite.js');
  // In its own process: a test's NODE_ENV would give React's slow half.
  const env = { ...process.env, NODE_ENV: 'production' };
  const options = ['build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, [vite, ...options], { cwd: client, env });
}

/** Serves the pages, and archives beside them, on a free port of this machine. `failing` says which files are 404 now. */
export async function servePages(
  pagesFolder: string,
  dataFolder: string,
  failing: (url: string) => boolean = () => false,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = url.startsWith('/archive/')
      ? path.join(dataFolder, url)
      : path.join(pagesFolder, path.extname(url) === '' ? `${url}.html` : url);
    if (failing(url) || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
