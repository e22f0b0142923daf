// @ts-check
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram, isProgram, project, stampFile } from './places.mjs';
import { run } from './run.mjs';
import { SetUpError } from './set-up-error.mjs';
import { text } from './text.mjs';
import { cachedWorker, markFile, markOf, mediasoupVersion, originFile, readyWorker } from './worker-cache.mjs';
import { downloadWorker } from './worker-download.mjs';

// mediasoup's main.cpp ends with this code when nobody gives it its version: the binary and its libraries are whole.
const startedCode = 41;
const noRootCode = 77;
const givenStamp = 'given-worker';

/**
 * mediasoup's worker: given, cached, prebuilt, or built from the package's sources.
 * @type {import('./steps.mjs').Step}
 */
export const worker = {
  title: text.worker,
  isReady() {
    const given = process.env.MEDIASOUP_WORKER_BIN;
    return given ? isSeen(given) : readyWorker() !== undefined;
  },
  async make(progress) {
    const given = process.env.MEDIASOUP_WORKER_BIN;
    if (given) {
      if (!(await starts(given))) throw new SetUpError(text.badVariable('MEDIASOUP_WORKER_BIN', given));
      mkdirSync(path.dirname(stampFile(givenStamp)), { recursive: true });
      writeFileSync(stampFile(givenStamp), `${given} ${markOf(given)}`);
      return;
    }
    const version = mediasoupVersion();
    if (version === undefined) throw new SetUpError(text.packagesHint);
    const target = cachedWorker(version);
    mkdirSync(path.dirname(target), { recursive: true });
    if (await keepIfItStarts(target)) return;
    progress(text.workerDownload);
    if (await placeDownloaded(version, target)) return;
    await build(target, version, progress);
    if (!(await keepIfItStarts(target))) throw new SetUpError(text.workerHint(version, ''));
  },
  environment: () => ({ MEDIASOUP_WORKER_BIN: readyWorker() ?? '' }),
};

// A worker that was given lies where we may not write, so what is remembered of it lies here.
function isSeen(/** @type {string} */ given) {
  try {
    return isProgram(given) && readFileSync(stampFile(givenStamp), 'utf8') === `${given} ${markOf(given)}`;
  } catch {
    return false;
  }
}

async function placeDownloaded(/** @type {string} */ version, /** @type {string} */ target) {
  const binary = await downloadWorker(version);
  if (binary === undefined) return false;
  const fresh = `${target}.${process.pid}`;
  writeFileSync(fresh, binary);
  chmodSync(fresh, 0o755);
  renameSync(fresh, target);
  writeFileSync(originFile(target), 'prebuilt');
  if (await keepIfItStarts(target)) return true;
  rmSync(target, { force: true });
  return false;
}

/**
 * @param {string} target
 * @param {string} version
 * @param {(detail: string) => void} progress
 */
async function build(target, version, progress) {
  if (findProgram(['apt-get']) === undefined) throw new SetUpError(text.workerHint(version, text.reasonNoApt));
  let step = '';
  const onLine = (/** @type {string} */ line) => {
    if (line.startsWith('step ')) {
      step = line.slice('step '.length);
      progress(text.workerBuild(step));
    }
    const [, done, all] = /^compiled (\d+) of (\d+)/.exec(line) ?? [];
    if (done !== undefined) progress(text.workerBuild(`${step}, ${done}/${all}`));
  };
  const script = path.join(project, 'scripts/worker-build/build-worker.sh');
  const sources = path.join(project, 'node_modules/mediasoup/worker');
  const result = await run('worker-build', 'bash', [script, sources, target], { onLine });
  if (result.code === 0) {
    writeFileSync(originFile(target), 'built');
    return;
  }
  const reason = result.code === noRootCode ? (result.tail.split('\n').at(-1) ?? '') : '';
  const sentence = text.workerHint(version, reason);
  throw new SetUpError(sentence, { detail: reason ? '' : `${result.tail}\n${result.log}` });
}

async function keepIfItStarts(/** @type {string} */ binary) {
  if (!isProgram(binary) || !(await starts(binary))) return false;
  writeFileSync(markFile(binary), markOf(binary));
  return true;
}

async function starts(/** @type {string} */ binary) {
  const { code } = await run('worker-check', binary, [], { env: {} });
  return code === startedCode;
}
