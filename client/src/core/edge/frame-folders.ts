import type { KeptName } from './edge-messages.ts';
import type { SentFrame } from './frame-block.ts';

/** A file of a layer's frames; its name says with which it begins. */
export interface StoredFile {
  fileName: string;
  handle: FileSystemFileHandle;
  number: number;
  rtpTimestamp: number;
}

const layerPattern = /^(audio|video)-(\d)$/;
const filePattern = /^(\d{10})-(\d{1,10})$/;

/** Names sort in the order of their frames. */
export const fileNameOf = ({ number, rtpTimestamp }: SentFrame): string =>
  `${String(number).padStart(10, '0')}-${rtpTimestamp}`;

/** The folders that lead to a layer's files. */
export const folderOf = ({ lessonId, trackId, kind, layer }: KeptName): string[] => [
  lessonId,
  trackId,
  `${kind}-${layer}`,
];

/** A layer's folder. Throws when it is not there and not to be made. */
export async function layerOf(
  root: FileSystemDirectoryHandle,
  name: KeptName,
  create: boolean,
): Promise<FileSystemDirectoryHandle> {
  let folder = root;
  for (const step of folderOf(name)) folder = await folder.getDirectoryHandle(step, { create });
  return folder;
}

/** Every layer that has a folder. */
export async function layersOf(root: FileSystemDirectoryHandle): Promise<KeptName[]> {
  const names: KeptName[] = [];
  for await (const [lessonId, lesson] of foldersIn(root)) {
    for await (const [trackId, track] of foldersIn(lesson)) {
      for await (const [name] of foldersIn(track)) {
        const [, kind, layer] = layerPattern.exec(name) ?? [];
        if (kind) names.push({ lessonId, trackId, kind: kind === 'audio' ? 'audio' : 'video', layer: Number(layer) });
      }
    }
  }
  return names;
}

/** The files of a layer's folder, in the order of their frames. */
export async function filesOf(folder: FileSystemDirectoryHandle): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const [fileName, handle] of folder.entries()) {
    const [, number, rtpTimestamp] = filePattern.exec(fileName) ?? [];
    if (handle.kind !== 'file' || number === undefined) continue;
    files.push({
      ...{ fileName, number: Number(number), rtpTimestamp: Number(rtpTimestamp) },
      handle: handle as FileSystemFileHandle,
    });
  }
  return files.sort((a, b) => a.number - b.number);
}

/** Every file of every layer. */
export async function* allFiles(
  root: FileSystemDirectoryHandle,
): AsyncGenerator<{ name: KeptName; fileName: string; file: File }> {
  for (const name of await layersOf(root)) {
    for (const { fileName, handle } of await filesOf(await layerOf(root, name, false))) {
      yield { name, fileName, file: await handle.getFile() };
    }
  }
}

async function* foldersIn(folder: FileSystemDirectoryHandle): AsyncGenerator<[string, FileSystemDirectoryHandle]> {
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind === 'directory') yield [name, handle as FileSystemDirectoryHandle];
  }
}
