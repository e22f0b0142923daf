// The process that puts into an archive what a twin has, or what came late. What is cut short is begun anew.
import { serveApart } from '../apart/serve-apart.ts';
import { ArchiveFolder } from '../archive/archive-folder.ts';
import { readOrMakeSigningKey } from '../certificate/signing-key.ts';
import { healLate, type LateHealing } from '../late/heal-late.ts';
import { type Union, unite } from './unite.ts';
import type { ToUniteProcess } from './unite-apart.ts';

process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => process.exit());

serveApart<ToUniteProcess, Union | LateHealing>(async ({ archivesPath, kind, place, name, keyFile }) => {
  const key = await readOrMakeSigningKey(keyFile);
  const folder = new ArchiveFolder(place, name);
  return kind === 'twin' ? await unite(folder, { archivesPath, key }) : await healLate(folder, key);
});
