/** What other programs may do with archives: the command line, the demo and the benchmark go through here. */
export { ArchiveFolder } from '../archive/archive-folder.ts';
export {
  type PublicKey,
  passingKey,
  readOrMakeSigningKey,
  readPublicKey,
  readSigningKey,
  type SigningKey,
  signingKeyName,
} from '../certificate/signing-key.ts';
export type { EraseRefusal } from '../keeping/erase.ts';
export { Keeper, type Kept } from '../keeping/keeper.ts';
export { readKeeping } from '../keeping/keeping-record.ts';
export { xapiCommand } from '../learning/xapi-command.ts';
export { type Cut, makeCut } from '../publish/cut/make-cut.ts';
export { type Exported, makeExport } from '../publish/export/make-export.ts';
export { type FilmKind, type FilmProgress, makeFilm } from '../publish/make-film.ts';
export { makeTracks } from '../publish/make-tracks.ts';
export { PublishError, type PublishRefusal } from '../publish/publish-error.ts';
export { type PublishedFile, readPublished } from '../publish/published.ts';
export type { Fault, FileFault } from './fault.ts';
export { chooseArchives, findArchives, type ListedArchive, listArchive } from './list.ts';
export { type Refusal, type Repaired, type RepairStep, repairArchive } from './repair.ts';
export { type Verified, verifyArchive } from './verify.ts';
