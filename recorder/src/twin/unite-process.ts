import { setPriority } from 'node:os';
import { ArchiveFolder } from '../archive/archive-folder.ts';
import { readOrMakeSigningKey } from '../certificate/signing-key.ts';
import { healLate } from '../late/heal-late.ts';
import { unite } from './unite.ts';
import type { FromUniteProcess, ToUniteProcess } from './unite-apart.ts';

/*
 * The process that puts into an archive what a twin has, or what came late, beside the recorder's own: whatever it takes, the recording goes on. What is cut short is
 * begun anew.
 */
setPriority(19);
process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => process.exit());
process.once('message', (message) => {
  void run(message as ToUniteProcess).finally(() => process.exit());
});

const send = (message: FromUniteProcess): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected && process.send) process.send(message, () => resolve());
    else resolve();
  });

async function run({ archivesPath, kind, place, name, keyFile }: ToUniteProcess): Promise<void> {
  try {
    const key = await readOrMakeSigningKey(keyFile);
    const folder = new ArchiveFolder(place, name);
    const outcome = kind === 'twin' ? await unite(folder, { archivesPath, key }) : await healLate(folder, key);
    await send({ type: 'outcome', outcome });
  } catch (error) {
    await send({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}
