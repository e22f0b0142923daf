import { useEffect, useState } from 'react';
import { ArchiveFollower, type ArchiveLoad } from './replay/archive-follower.ts';

/** Loads an archive, waits for one that does not exist yet, and follows one that still grows. */
export function useArchive(archivePath: string): ArchiveLoad {
  const [load, setLoad] = useState<ArchiveLoad>({ state: 'loading' });
  useEffect(() => {
    setLoad({ state: 'loading' });
    const follower = new ArchiveFollower(archivePath, setLoad);
    return () => follower.close();
  }, [archivePath]);
  return load;
}
