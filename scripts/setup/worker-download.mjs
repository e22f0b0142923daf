// @ts-check
import { readFileSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { project } from './places.mjs';

const answerWithinMs = 6_000;
const wholeWithinMs = 180_000;
const blockBytes = 512;

/**
 * Fetches mediasoup's prebuilt worker from where its package says its releases are (or from the mirror in mediasoup's own
 * variable MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL). Gives up soon where the network lets nothing through.
 * @param {string} version
 * @param {number} [answerMs] how long to wait for the first answer
 * @returns {Promise<Buffer | undefined>} the binary, or undefined when it cannot be had
 */
export async function downloadWorker(version, answerMs = answerWithinMs) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), answerMs);
  const whole = setTimeout(() => stop.abort(), wholeWithinMs);
  try {
    const response = await fetch(`${releaseBase()}/${version}/${archiveName(version)}`, { signal: stop.signal });
    clearTimeout(timer);
    if (!response.ok) return undefined;
    const archive = Buffer.from(await response.arrayBuffer());
    return fileFromTar(await promisify(gunzip)(archive), 'mediasoup-worker');
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    clearTimeout(whole);
  }
}

/** The name that mediasoup gives its archive: on Linux it holds the kernel's major version. */
export function archiveName(/** @type {string} */ version) {
  const kernel = platform() === 'linux' ? `-kernel${Number(release().split('.')[0])}` : '';
  return `mediasoup-worker-${version}-${platform()}-${arch()}${kernel}.tgz`;
}

function releaseBase() {
  const mirror = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL;
  if (mirror) return mirror.replace(/\/+$/, '');
  const manifest = JSON.parse(readFileSync(path.join(project, 'node_modules/mediasoup/package.json'), 'utf8'));
  const repository = String(manifest.repository.url)
    .replace(/^git\+/, '')
    .replace(/\.git$/, '');
  return `${repository}/releases/download`;
}

/**
 * Takes one plain file out of a tar archive (POSIX ustar: a 512-byte header with the name at 0, the octal size at 124 and
 * the type at 156, then the content padded to 512).
 * @param {Buffer} tar
 * @param {string} wanted the last part of the file's name
 */
export function fileFromTar(tar, wanted) {
  for (let at = 0; at + blockBytes <= tar.length; ) {
    const header = tar.subarray(at, at + blockBytes);
    const name = header.toString('utf8', 0, 100).replace(/\0[\s\S]*$/, '');
    if (name === '') return undefined;
    const sizeBytes = Number.parseInt(header.toString('latin1', 124, 136), 8) || 0;
    const type = header.toString('latin1', 156, 157);
    const content = at + blockBytes;
    if ((type === '0' || type === '\0') && path.posix.basename(name) === wanted) {
      return content + sizeBytes <= tar.length ? tar.subarray(content, content + sizeBytes) : undefined;
    }
    at = content + Math.ceil(sizeBytes / blockBytes) * blockBytes;
  }
  return undefined;
}
