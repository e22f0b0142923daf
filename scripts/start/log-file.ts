import { closeSync, copyFileSync, existsSync, openSync, renameSync, statSync, truncateSync } from 'node:fs';

const maxLengthBytes = 10 * 1024 * 1024;
const kept = 3;

/**
 * Opens a process's log for appending. The process writes to it itself, so its last words reach the disk even when the
 * supervisor is gone.
 * @returns the descriptor to hand to the process; the caller closes it once the process runs
 */
export function openLogFile(file: string): { readonly fd: number; close(): void } {
  const fd = openSync(file, 'a', 0o600);
  return { fd, close: () => closeSync(fd) };
}

/**
 * Moves a log that has grown beyond 10 MiB to `<file>.1` (`.1` to `.2` and so on, three are kept). The process holds the
 * file open, so its content is copied away and the file emptied; appending goes on at its new end.
 */
export function rotateLogFile(file: string, limitBytes = maxLengthBytes): void {
  if (!existsSync(file) || statSync(file).size <= limitBytes) return;
  for (let index = kept - 1; index >= 1; index -= 1) {
    if (existsSync(`${file}.${index}`)) renameSync(`${file}.${index}`, `${file}.${index + 1}`);
  }
  copyFileSync(file, `${file}.1`);
  truncateSync(file, 0);
}
