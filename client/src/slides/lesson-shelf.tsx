import { type ReactNode, useEffect, useState } from 'react';
import { fetchOrder } from '../core/materials/fetch-ahead.ts';
import { MaterialShelf } from '../core/materials/material-shelf.ts';
import { liveMaterials, networkDoor } from '../core/materials/network-door.ts';
import { useLesson } from '../seat/seat-context.tsx';
import { ShelfContext } from './shelf-context.tsx';

/** Fetches the pages of the running lesson ahead, for everything below it. */
export function LessonShelf({ children }: { children: ReactNode }) {
  const { slides } = useLesson();
  const [shelf, setShelf] = useState<MaterialShelf | null>(null);
  useEffect(() => {
    const made = new MaterialShelf(networkDoor(liveMaterials));
    setShelf(made);
    return () => made.close();
  }, []);
  useEffect(() => shelf?.ahead(fetchOrder(slides)), [shelf, slides]);
  return <ShelfContext value={shelf}>{children}</ShelfContext>;
}
