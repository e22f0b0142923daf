import { execFile } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Page } from 'puppeteer';
import { ffmpegProgram } from '../demo/film.ts';
import { project } from '../setup/places.mjs';

const run = promisify(execFile);
const folder = path.join(project, 'client/pictures');
/** Until what moves when a page changes has come to rest. */
const restMs = 500;

/** Keeps a picture of a page, small: 128 colours are enough for a README. */
export async function keep({ page }: { page: Page }, name: string): Promise<void> {
  await page.bringToFront();
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await delay(restMs);
  const file = path.join(folder, `${name}.png`);
  const full = path.join(folder, `${name}.full.png`);
  await writeFile(full, await page.screenshot({ type: 'png' }));
  const palette = 'split[a][b];[a]palettegen=max_colors=128[p];[b][p]paletteuse=dither=none';
  await run(ffmpegProgram(), ['-hide_banner', '-v', 'error', '-y', '-i', full, '-vf', palette, file]);
  rmSync(full);
  process.stdout.write(`${file}: ${Math.round(statSync(file).size / 1024)} KB\n`);
}
