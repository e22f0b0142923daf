// Loaded into a recorder by `node --import`, never by the product: writes down how much of each file has reached the disk.
import { appendFileSync, fstatSync, readlinkSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const logFile = process.env.TONGKE_SYNC_LOG;

if (logFile !== undefined && process.argv[1]?.endsWith('recorder/src/main.ts')) {
  const handle = await open(process.execPath, 'r');
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const { datasync } = prototype;
  prototype.datasync = async function (this: FileHandle) {
    const path = readlinkSync(`/proc/self/fd/${this.fd}`);
    // What is written while the disk is busy may not be on it.
    const lengthBytes = fstatSync(this.fd).size;
    await datasync.call(this);
    appendFileSync(logFile, `${JSON.stringify({ path, lengthBytes })}\n`);
  };
}
