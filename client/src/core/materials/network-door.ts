import type { MaterialId } from '@tongke/signaling/protocol/lesson';
import type { ShelfDoor } from './material-shelf.ts';

/** Where a lesson's files are while it runs. */
export const liveMaterials = (id: MaterialId): string => `/materials/${id}`;

/** Fetches files by their address, what is ahead with low priority. */
export const networkDoor = (addressOf: (id: MaterialId) => string): ShelfDoor => ({
  fetch: async (id, signal, isUrgent) => {
    const response = await fetch(addressOf(id), { signal, priority: isUrgent ? 'high' : 'low' });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.blob();
  },
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal.addEventListener('abort', stop, { once: true });
    }),
  now: () => performance.now(),
});
