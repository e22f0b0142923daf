import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArchiveLayer, ArchiveManifest, LessonEntry } from '@tongke/signaling/protocol/lesson';

/** A lesson's archive as files. */
export interface Archive {
  readonly manifest: ArchiveManifest;
  readonly events: readonly LessonEntry[];
  /** A file of the archive, by its path in the manifest. */
  read(file: string): Promise<Buffer>;
}

/** Opens an archive in a data folder. @param archivePath its web path, `/archive/<lesson>-<secret>/` */
export async function openArchive(dataDir: string, archivePath: string): Promise<Archive> {
  const folder = path.join(dataDir, archivePath);
  const read = (file: string) => readFile(path.join(folder, file));
  const manifest: ArchiveManifest = JSON.parse(String(await read('manifest.json')));
  const lines = String(await read(manifest.events.path)).split('\n');
  const events = lines.filter((line) => line !== '').map((line): LessonEntry => JSON.parse(line));
  return { manifest, events, read };
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

/** What does not hold between a layer's list of segments and its files. */
export async function segmentProblems(archive: Archive, layer: ArchiveLayer): Promise<string[]> {
  const problems: string[] = [];
  for (const { path: file, lengthBytes, sha256 } of layer.segments) {
    const content = await archive.read(file);
    if (content.length !== lengthBytes) problems.push(`${file} has ${content.length} bytes, not ${lengthBytes}`);
    if (createHash('sha256').update(content).digest('hex') !== sha256) problems.push(`${file} has another SHA-256`);
  }
  return problems;
}
