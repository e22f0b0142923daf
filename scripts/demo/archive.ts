import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readSigningKey, signingKeyName, type Verified, verifyArchive } from '@tongke/recorder/archive-tool';
import type { ArchiveLayer, ArchiveManifest, LessonEntry } from '@tongke/signaling/protocol/lesson';

/** A lesson's archive as files. */
export interface Archive {
  readonly manifest: ArchiveManifest;
  readonly events: readonly LessonEntry[];
  /** A file of the archive, by its path in the manifest. */
  read(file: string): Promise<Buffer>;
  /** Checks all of it, as `npm run archive -- verify` does, against the key of this data folder's recorder. */
  verify(): Promise<Verified>;
}

/** Opens an archive in a data folder. @param archivePath its web path, `/archive/<lesson>-<secret>/` */
export async function openArchive(dataDir: string, archivePath: string): Promise<Archive> {
  const folder = path.join(dataDir, archivePath);
  const read = (file: string) => readFile(path.join(folder, file));
  const manifest: ArchiveManifest = JSON.parse(String(await read('manifest.json')));
  const lines = String(await read(manifest.events.path)).split('\n');
  const events = lines.filter((line) => line !== '').map((line): LessonEntry => JSON.parse(line));
  const verify = async () => {
    const key = await readSigningKey(path.join(dataDir, signingKeyName));
    return verifyArchive(folder, { known: key === null ? [] : [key.public] });
  };
  return { manifest, events, read, verify };
}

/** A layer as playable files: one for each run of segments with the same beginning. */
export async function layerFiles(archive: Archive, layer: ArchiveLayer): Promise<Buffer[]> {
  const files: Buffer[][] = [];
  let initPath: string | undefined;
  for (const segment of layer.segments) {
    if (segment.initPath !== initPath) files.push([await archive.read(segment.initPath)]);
    initPath = segment.initPath;
    files.at(-1)?.push(await archive.read(segment.path));
  }
  return files.map((parts) => Buffer.concat(parts));
}
