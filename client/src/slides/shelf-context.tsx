import type { MaterialId } from '@tongke/signaling/protocol/lesson';
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { MaterialShelf } from '../core/materials/material-shelf.ts';

/** The files of the lesson that this page shows. */
export const ShelfContext = createContext<MaterialShelf | null>(null);

const noChange = () => () => {};

/** The address of a file, once it is here; with `isNow` it is fetched at once. */
export function useMaterial(id: MaterialId | null, isNow: boolean): string | null {
  const shelf = useContext(ShelfContext);
  const url = useSyncExternalStore(shelf?.onChange ?? noChange, () => (id && shelf ? shelf.urlOf(id) : null));
  useEffect(() => {
    if (id && isNow && url === null) shelf?.now(id);
  }, [shelf, id, isNow, url]);
  return url;
}
