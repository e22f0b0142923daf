import { setPriority } from 'node:os';
import { ArchiveFolder } from '../archive/archive-folder.ts';
import { readOrMakeSigningKey } from '../certificate/signing-key.ts';
import { unite } from './unite.ts';
import type { FromUniteProcess, ToUniteProcess } from './unite-apart.ts';

/*
 * The process that unites one twin with its archive, beside the recorder's own: whatever it takes, the recording goes on. What is cut short is
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

async function run({ archivesPath, twinsPath, name, keyFile }: ToUniteProcess): Promise<void> {
  try {
    const key = await readOrMakeSigningKey(keyFile);
    const union = await unite(new ArchiveFolder(twinsPath, name), { archivesPath, key });
    await send({ type: 'union', union });
  } catch (error) {
    await send({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}
