import { readdir } from 'node:fs/promises';
import { isPlainPath, openInside } from '../../archive-tool/safe-path.ts';
import { formerNames, manifestName } from '../../certificate/revisions.ts';
import type { SealedArchive } from '../sealed-archive.ts';

/** `private/` on any file system. */
const isPrivate = (path: string): boolean => path.split('/').some((step) => step.toLowerCase() === 'private');

/**
 * Paths of all public files of an archive that are there, relative to it: what its manifest names, and its revisions. By that list only,
 * so that what nobody has listed goes nowhere; and never anything private, whatever a manifest says.
 */
export async function publicFiles({ root, manifest }: SealedArchive): Promise<string[]> {
  const named = new Set([manifestName, manifest.events.path]);
  for (const name of await readdir(root)) if (formerNames.test(name)) named.add(name);
  for (const { layers } of manifest.tracks) {
    for (const { playlist, inits = [], segments } of layers) {
      named.add(playlist);
      for (const { path } of inits) named.add(path);
      for (const { path, initPath } of segments) named.add(path).add(initPath);
    }
  }
  for (const { path, sha256 } of manifest.materials ?? []) if (sha256 !== null) named.add(path);
  const there: string[] = [];
  for (const path of named) if (isPlainPath(path) && !isPrivate(path) && (await isFile(root, path))) there.push(path);
  return there;
}

async function isFile(root: string, path: string): Promise<boolean> {
  const opened = await openInside(root, path);
  if (opened.state === 'open') await opened.handle.close();
  return opened.state === 'open';
}
