import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** ffmpeg: `FFMPEG_PATH`, else the one from npm, else the system's. Null when there is none. */
export function findFfmpeg(environment: NodeJS.ProcessEnv = process.env): string | null {
  const given = environment.FFMPEG_PATH;
  if (given) return isProgram(given) ? given : null;
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [fromNpm(), ...folders.map((folder) => join(folder, 'ffmpeg'))].find(isProgram) ?? null;
}

/** An optional dependency: npm leaves it out where it cannot be had. */
function fromNpm(): string {
  try {
    const path: unknown = createRequire(import.meta.url)('ffmpeg-static');
    return typeof path === 'string' ? path : '';
  } catch {
    return '';
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
