import type { CommandInput, VolatileName } from './commands.ts';

/** What somebody does just now, told to others and never kept: a stroke half drawn, a pointer. Any of it may be lost. */
export type VolatileMessage = {
  [Name in VolatileName]: {
    name: Name;
    /** The first {@link senderLength} letters of the sender's socket id: tells senders apart, not who they are. */
    from: string;
    input: CommandInput<Name>;
  };
}[VolatileName];

export const senderLength = 8;

/**
 * How long messages of a node's seats are gathered before they are told, in milliseconds: 40 up to 100 seats, 200 from
 * 1,000, evenly between.
 */
export function gatherMs(seats: number): number {
  const share = Math.min(1, Math.max(0, (seats - 100) / 900));
  return Math.round(40 + share * 160);
}
