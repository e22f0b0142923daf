import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page } from 'puppeteer';
import { rolldown } from 'rolldown';

/** A real Chromium on a page that runs `page.ts`. */
export interface TestPage {
  page: Page;
  close(): Promise<void>;
}

/** Opens it with fake camera and microphone. `CHROMIUM_PATH` names another binary than the system's. */
export async function openTestPage(ask: (name: string, input: unknown) => Promise<unknown>): Promise<TestPage> {
  const script = await bundle();
  const http = createServer((request, response) => {
    if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(script);
    else response.setHeader('content-type', 'text/html').end('<!doctype html><body><script src="page.js"></script>');
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--headless', '--disable-gpu', '--no-first-run', '--disable-sync'],
      ...['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
      ...['--disable-background-networking', '--disable-component-update'],
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  const page = await browser.newPage();
  await page.exposeFunction('ask', ask);
  await page.goto(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
  const close = async (): Promise<void> => {
    await browser.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  };
  return { page, close };
}

async function bundle(): Promise<string> {
  const build = await rolldown({
    input: fileURLToPath(new URL('./page.ts', import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'iife' });
  await build.close();
  return output[0].code;
}
