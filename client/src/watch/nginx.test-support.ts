import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

const site = path.resolve(import.meta.dirname, '../../../scripts/nginx/archives.conf');

/**
 * Starts the machine's nginx on a free port, with the site that the project hands out; only its port and folders are another's.
 * `folder/pages` are the built pages, `folder/archive` the archives.
 */
export async function startNginx(folder: string): Promise<{ origin: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const own = path.join(folder, 'nginx');
  mkdirSync(own);
  const served = readFileSync(site, 'utf8')
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replaceAll('/srv/tongke', folder);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${own}/${kind};`,
  );
  const config = [
    'daemon off;',
    // As root nginx would go on as somebody who may not read a temporary folder.
    process.getuid?.() === 0 ? 'user root;' : '',
    'worker_processes 1;',
    `pid ${own}/pid;`,
    'error_log stderr notice;',
    'events {}',
    `http { access_log off; ${temporary.join(' ')}\n${served}\n}`,
  ].join('\n');
  writeFileSync(path.join(own, 'nginx.conf'), config);
  const nginx = spawn(process.env.NGINX_PATH || '/usr/sbin/nginx', ['-p', own, '-c', path.join(own, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(nginx, 'exit');
  const said: string[] = [];
  const started = new Promise<boolean>((resolve) => {
    createInterface(nginx.stderr).on('line', (line) => {
      said.push(line);
      if (line.includes('start worker process ')) resolve(true);
    });
    nginx.once('error', () => resolve(false));
    nginx.once('exit', () => resolve(false));
  });
  if (!(await started)) throw new Error(`nginx did not start:\n${said.join('\n')}`);
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      nginx.kill('SIGTERM');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
