import type { ConsumerDescription } from '@tongke/signaling/protocol/lesson';

/** What has to happen so that this browser receives exactly what it should. */
export function consumerChanges(
  held: ReadonlySet<string>,
  wanted: readonly ConsumerDescription[],
): { close: string[]; add: ConsumerDescription[] } {
  const names = new Set(wanted.map(({ consumerId }) => consumerId));
  return {
    close: [...held].filter((consumerId) => !names.has(consumerId)),
    add: wanted.filter(({ consumerId }) => !held.has(consumerId)),
  };
}
