import { useCallback } from 'react';
import { deckSources } from './read/read-document.ts';
import { useDeckMaker } from './use-deck-maker.ts';

/** Files that a picker offers; what they are is told by what is in them. */
export const acceptedFiles = '.pdf,.pptx,.ppt,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp';

/** Makes decks of chosen or dropped files. */
export function useAddFiles(): (files: Iterable<File>) => void {
  const maker = useDeckMaker();
  return useCallback(
    (files) => {
      void deckSources([...files]).then((sources) => maker.add(sources));
    },
    [maker],
  );
}
