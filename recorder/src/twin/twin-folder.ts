import { join } from 'node:path';

/** Beside `archive` in the data folder: never served. */
export const twinsName = 'twins';

/** Where a recorder keeps what it records beside another one. `name` tells it from others. */
export const twinsPath = (archivesPath: string, name: string): string => join(archivesPath, '..', twinsName, name);
