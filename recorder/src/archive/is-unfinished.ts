import type { ArchiveFolder } from './archive-folder.ts';
import { isSealed } from './manifest.ts';
import { ownerOf } from './owner.ts';

/** Whether an archive is being written by somebody, or not sealed. */
export const isUnfinished = async (folder: ArchiveFolder): Promise<boolean> =>
  (await ownerOf(folder)) !== null || !(await isSealed(folder));
