import { createHash } from 'node:crypto';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import type { FileFault } from './fault.ts';
import { isPlainPath, openInside } from './safe-path.ts';

/** Files that are read at the same time. */
const atOnce = 4;
const chunkBytes = 128 * 1024;

interface ListedFile {
  path: string;
  lengthBytes: number;
  sha256: string;
}

/** A file that is not as listed. */
export interface WrongFile {
  listed: ListedFile;
  fault: FileFault;
  /** What it holds instead; null when it could not be read. */
  foundSha256: string | null;
}

/** Every file that a manifest lists with a hash, in its order. */
export function* listedFiles({ tracks, materials = [] }: ArchiveManifest): Generator<ListedFile> {
  for (const { layers } of tracks) {
    for (const { inits = [], segments } of layers) {
      yield* inits;
      yield* segments;
    }
  }
  for (const { path, lengthBytes, sha256 } of materials) {
    if (lengthBytes !== null && sha256 !== null) yield { path, lengthBytes, sha256 };
  }
}

/** Names that no file is opened by here, but by whoever plays the archive. */
export function unsafeNames({ tracks }: ArchiveManifest): FileFault[] {
  const unsafe = new Set<string>();
  for (const { layers } of tracks) {
    for (const { playlist, segments } of layers) {
      if (!isPlainPath(playlist)) unsafe.add(playlist);
      for (const { initPath } of segments) if (!isPlainPath(initPath)) unsafe.add(initPath);
    }
  }
  return [...unsafe].map((path) => ({ type: 'unsafePath', path }));
}

/**
 * Holds every listed file against its hash, a few at a time: what is kept of them is only what is wrong. @param root the archive's
 * folder, without links. Throws what the disk says other than that a file is not there
 */
export async function checkFiles(
  root: string,
  manifest: ArchiveManifest,
  onProgress: (files: number) => void = () => {},
): Promise<WrongFile[]> {
  const wrong: { order: number; file: WrongFile }[] = [];
  const files = listedFiles(manifest);
  let done = 0;
  let taken = 0;
  const work = async () => {
    for (const listed of files) {
      const order = taken;
      taken += 1;
      const file = await checkFile(root, listed);
      if (file !== null) wrong.push({ order, file });
      done += 1;
      onProgress(done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const sorted = wrong.sort((a, b) => a.order - b.order).map(({ file }) => file);
  nameSwapped(sorted, manifest);
  return sorted;
}

async function checkFile(root: string, listed: ListedFile): Promise<WrongFile | null> {
  const { path, lengthBytes, sha256 } = listed;
  const opened = await openInside(root, path);
  if (opened.state === 'missing') return { listed, fault: { type: 'missing', path }, foundSha256: null };
  if (opened.state === 'unsafe') return { listed, fault: { type: 'unsafePath', path }, foundSha256: null };
  const hash = createHash('sha256');
  let foundBytes = 0;
  try {
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(1, opened.lengthBytes)));
    for (;;) {
      const { bytesRead } = await opened.handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      foundBytes += bytesRead;
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await opened.handle.close();
  }
  const foundSha256 = hash.digest('hex');
  if (foundSha256 === sha256) return null;
  const isShort = foundBytes < lengthBytes;
  const fault: FileFault = isShort
    ? { type: 'truncated', path, expectedBytes: lengthBytes, foundBytes }
    : { type: 'altered', path };
  return { listed, fault, foundSha256 };
}

/** A file that holds what another should hold has not lost or changed its bytes: it is in the wrong place. */
function nameSwapped(wrong: WrongFile[], manifest: ArchiveManifest): void {
  const sought = new Set(wrong.map(({ foundSha256 }) => foundSha256));
  if (sought.size === 0) return;
  const homes = new Map<string, string>();
  for (const { path, sha256 } of listedFiles(manifest)) if (sought.has(sha256)) homes.set(sha256, path);
  for (const file of wrong) {
    const holds = homes.get(file.foundSha256 ?? '');
    if (holds !== undefined) file.fault = { type: 'swapped', path: file.listed.path, holds };
  }
}
