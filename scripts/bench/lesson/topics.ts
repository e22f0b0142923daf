/** The parts of the bench, and in each what can be measured alone. */
export const parts = {
  live: ['join', 'top-layer', 'stage', 'glass', 'archive'],
  load: ['cpu', 'memory'],
  crash: ['recorder', 'signaling', 'sfu'],
} as const;

export type Part = keyof typeof parts;
export type Topic = (typeof parts)[Part][number];

/**
 * What a comma list of parts and topics asks for; everything when there is none.
 * @throws {RangeError} on a word that is neither
 */
export function wantedTopics(list: string | undefined): ReadonlySet<Topic> {
  const all = Object.values(parts).flat();
  if (list === undefined) return new Set(all);
  const found = list.split(',').map((word) => {
    const topics = Object.hasOwn(parts, word) ? parts[word as Part] : all.filter((topic) => topic === word);
    if (topics.length === 0) {
      throw new RangeError(`--only knows no ${word}; it takes ${[...Object.keys(parts), ...all].join(', ')}`);
    }
    return topics;
  });
  return new Set(found.flat());
}
