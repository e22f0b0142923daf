/** How a crowd comes in. */
export interface Arrival<Seat> {
  readonly tokens: readonly string[];
  /** Seats that join at the same time. */
  readonly atOnce: number;
  readonly join: (token: string) => Promise<Seat>;
  readonly onJoined?: ((seats: number) => void) | undefined;
}

/**
 * Seats everybody into `seats`, some at the same time. Whoever is first through the door, `seats` always stands in the order of the tokens,
 * because a seat is known by its token: the first is a lesson's teacher, who sees all tracks, and a classroom sees only some.
 * @throws what the first failing join throws; nobody else begins to join then
 */
export async function joinInOrder<Seat>(
  seats: Seat[],
  { tokens, atOnce, join, onJoined }: Arrival<Seat>,
): Promise<void> {
  const places: number[] = [];
  let next = 0;
  async function joinSome(): Promise<void> {
    while (next < tokens.length) {
      const place = next;
      next += 1;
      const seat = await join(tokens[place] ?? '');
      const before = places.filter((other) => other < place).length;
      places.splice(before, 0, place);
      seats.splice(before, 0, seat);
      onJoined?.(seats.length);
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, tokens.length) }, joinSome));
  } catch (error) {
    next = tokens.length;
    throw error;
  }
}
