import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = path.dirname(fileURLToPath(import.meta.url));
/** Most script that a page may need before somebody joins, gzipped. */
const budgetBytes = 130 * 1024;
/** Pages in development find their server here. */
const server = `http://127.0.0.1:${process.env.HTTP_PORT ?? '8080'}`;

/** Every `*.html` beside this file is a page of its own. */
const pages = Object.fromEntries(
  readdirSync(root)
    .filter((file) => file.endsWith('.html'))
    .map((file) => [path.basename(file, '.html'), path.join(root, file)]),
);

/** Prints each page's script, gzipped, and refuses a build in which one is over the budget. */
function scriptBudget(): Plugin {
  return {
    name: 'script-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const over: string[] = [];
      const sizeOf = (file: string) => {
        const chunk = bundle[file];
        return chunk?.type === 'chunk' ? gzipSync(chunk.code).length : 0;
      };
      const reach = (file: string, seen: Set<string>): Set<string> => {
        const chunk = bundle[file];
        if (seen.has(file) || chunk?.type !== 'chunk') return seen;
        seen.add(file);
        for (const next of chunk.imports) reach(next, seen);
        return seen;
      };
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.isEntry) continue;
        const bytes = [...reach(chunk.fileName, new Set())].reduce((sum, file) => sum + sizeOf(file), 0);
        const line = `${chunk.name}: ${(bytes / 1024).toFixed(1)} KB of script before joining (gzipped)`;
        process.stdout.write(`${line}\n`);
        if (bytes > budgetBytes) over.push(line);
      }
      if (over.length > 0) this.error(`over ${budgetBytes / 1024} KB: ${over.join('; ')}`);
    },
  };
}

/** js-aruco2 hands out what it has by a module's `this`, which the bundler does not take for CommonJS. */
function plainExports(): Plugin {
  return {
    name: 'plain-exports',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('/js-aruco2/src/')) return null;
      return code.replace(/\bthis\.(CV|AR) \|\| /g, '').replace(/^this\.(CV|AR) = /gm, 'exports.$1 = ');
    },
  };
}

export default defineConfig({
  root,
  publicDir: false,
  plugins: [react(), scriptBudget()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  worker: { format: 'es', plugins: () => [plainExports()] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    rollupOptions: { input: pages },
  },
  server: {
    proxy: {
      '/api': server,
      '/archive': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
