// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { aptInstall } from './apt.mjs';
import { findProgram, isProgram, project, stampFile } from './places.mjs';
import { run } from './run.mjs';
import { SetUpError } from './set-up-error.mjs';
import { text } from './text.mjs';

/** @typedef {{ title: string, name: string, variable: string, find: () => string | undefined, packages: string[] }} Program */

/**
 * A program that is given by a variable, found, or installed from Debian.
 * @param {Program} program
 * @returns {import('./steps.mjs').Step}
 */
function programStep(program) {
  const { title, variable, find } = program;
  const given = () => process.env[variable] || undefined;
  return {
    title,
    isReady: () => isProgram(given() ?? find() ?? ''),
    async make(progress) {
      const named = given();
      if (named !== undefined) throw new SetUpError(text.badVariable(variable, named));
      await install(program, progress);
    },
    environment: () => ({ [variable]: given() ?? find() ?? '' }),
  };
}

/**
 * @param {Program} program
 * @param {(detail: string) => void} progress
 */
async function install({ name, variable, find, packages }, progress) {
  try {
    await aptInstall(packages, progress);
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    const sentence = text.programHint(name, variable, error.message);
    throw new SetUpError(sentence, { detail: error.detail, cause: error });
  }
  if (find() === undefined) throw new SetUpError(text.programHint(name, variable, ''));
}

const ffmpegProgram = {
  title: text.ffmpeg,
  name: 'ffmpeg',
  variable: 'FFMPEG_PATH',
  find: () => ffmpegFromNpm() ?? findProgram(['ffmpeg']),
  packages: ['ffmpeg'],
};

/** ffmpeg: FFMPEG_PATH, else the one from npm, else the system's. */
export const ffmpeg = programStep(ffmpegProgram);

/**
 * The ffmpeg that makes lesson films for demo, tests and benchmarks: it must be able to write text into a picture and to
 * speak. Without one, the plain ffmpeg serves.
 * @type {import('./steps.mjs').Step}
 */
export const filmFfmpeg = {
  title: text.ffmpeg,
  isReady: () =>
    Boolean(process.env.FFMPEG_PATH && isProgram(process.env.FFMPEG_PATH)) || rememberedFilmmaker() !== undefined,
  async make(progress) {
    if (process.env.FFMPEG_PATH) return ffmpeg.make(progress);
    const plain = ffmpegFromNpm();
    if ((await firstFilmmaker()) === undefined && findProgram(['ffmpeg']) === undefined) {
      await ffmpegFromApt(progress, plain !== undefined);
    }
    remember((await firstFilmmaker()) ?? plain ?? findProgram(['ffmpeg']) ?? '');
  },
  environment: () => ({ FFMPEG_PATH: process.env.FFMPEG_PATH || rememberedFilmmaker() || '' }),
};

/** Chromium, with letters for Chinese: CHROMIUM_PATH, else the system's. */
export const chromium = programStep({
  title: text.chromium,
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  find: () =>
    findProgram(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']) ??
    [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ].find(isProgram),
  packages: ['chromium', 'fonts-noto-cjk'],
});

/** Redis, which the contract suite of the distributed log runs on: REDIS_SERVER_PATH, else the system's. */
export const redis = programStep({
  title: text.redis,
  name: 'redis-server',
  variable: 'REDIS_SERVER_PATH',
  find: () => findProgram(['redis-server']),
  packages: ['redis-server'],
});

/** nginx, which the test of archives on a plain file server runs: NGINX_PATH, else the system's. */
export const nginx = programStep({
  title: text.nginx,
  name: 'nginx',
  variable: 'NGINX_PATH',
  find: () => findProgram(['nginx']),
  packages: ['nginx'],
});

function ffmpegFromNpm() {
  const file = path.join(project, 'node_modules/ffmpeg-static/ffmpeg');
  return isProgram(file) ? file : undefined;
}

async function firstFilmmaker() {
  for (const file of [ffmpegFromNpm(), findProgram(['ffmpeg'])]) {
    if (file !== undefined && (await makesFilms(file))) return file;
  }
  return undefined;
}

/**
 * @param {(detail: string) => void} progress
 * @param {boolean} canDoWithout
 */
async function ffmpegFromApt(progress, canDoWithout) {
  try {
    await install(ffmpegProgram, progress);
  } catch (error) {
    if (!(error instanceof SetUpError && canDoWithout)) throw error;
  }
}

async function makesFilms(/** @type {string} */ file) {
  const found = new Set();
  const onLine = (/** @type {string} */ line) => found.add(line.trim().split(/\s+/)[1]);
  await run('ffmpeg-check', file, ['-hide_banner', '-filters'], { onLine });
  return found.has('flite') && found.has('drawtext');
}

function remember(/** @type {string} */ file) {
  mkdirSync(path.dirname(stampFile('film-ffmpeg')), { recursive: true });
  writeFileSync(stampFile('film-ffmpeg'), file);
}

function rememberedFilmmaker() {
  if (!existsSync(stampFile('film-ffmpeg'))) return undefined;
  const file = readFileSync(stampFile('film-ffmpeg'), 'utf8');
  return isProgram(file) ? file : undefined;
}
