import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { pageFiles } from './page-files.ts';
import { scriptBudget } from './script-budget.ts';

const root = path.dirname(fileURLToPath(import.meta.url));
/** Pages in development find their server here. */
const server = `http://127.0.0.1:${process.env.HTTP_PORT ?? '8080'}`;

/** Every `*.html` beside this file is a page of its own. */
const pages = Object.fromEntries(
  readdirSync(root)
    .filter((file) => file.endsWith('.html'))
    .map((file) => [path.basename(file, '.html'), path.join(root, file)]),
);

/** What pdf.js fetches only for documents that need it: characters, fonts, and pictures' decoders, all without WebAssembly. */
function pdfAssets(): Plugin {
  const packageFolder = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const folders = { cmaps: /\.bcmap$/, standard_fonts: /\.(pfb|ttf)$/, wasm: /_nowasm_fallback\.js$/ };
  return {
    name: 'pdf-assets',
    apply: 'build',
    generateBundle() {
      for (const [folder, wanted] of Object.entries(folders)) {
        for (const file of readdirSync(path.join(packageFolder, folder)).filter((name) => wanted.test(name))) {
          const source = readFileSync(path.join(packageFolder, folder, file));
          this.emitFile({ type: 'asset', fileName: `pdf/${folder}/${file}`, source });
        }
      }
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
  plugins: [react(), scriptBudget(), pdfAssets()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  worker: { format: 'es', plugins: () => [plainExports()] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    rollupOptions: { input: pages, output: { codeSplitting: { groups: pageFiles } } },
  },
  server: {
    proxy: {
      '/api': server,
      '/archive': server,
      '/materials': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
