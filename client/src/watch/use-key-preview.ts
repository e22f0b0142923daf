import { useCallback, useEffect, useState } from 'react';

const forMs = 2_500;

/** Whether a preview is shown because of a key: until some time after the last one. The function says that one was pressed. */
export function useKeyPreview(): [boolean, () => void] {
  const [pressedAt, setPressedAt] = useState<number | null>(null);
  useEffect(() => {
    if (pressedAt === null) return undefined;
    const timer = setTimeout(() => setPressedAt(null), forMs);
    return () => clearTimeout(timer);
  }, [pressedAt]);
  return [pressedAt !== null, useCallback(() => setPressedAt(performance.now()), [])];
}
