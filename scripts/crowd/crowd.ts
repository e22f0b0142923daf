import { joinInOrder } from './join-in-order.ts';
import { CrowdSeat, type SeatOptions } from './seat.ts';

/** What a crowd is told of each of its seats. */
export interface CrowdPlan extends Omit<SeatOptions, 'token' | 'deviceId'> {
  /** One token for each seat; the same token may stand there many times if its link seats many (the audience's does). */
  readonly tokens: readonly string[];
  /** Seats that join at the same time. Default 10. */
  readonly atOnce?: number;
  readonly onJoined?: (seats: number) => void;
}

/** Sums over a crowd. */
export interface CrowdReport {
  readonly seats: number;
  /** Seats whose connection is up. */
  readonly here: number;
  readonly tracks: number;
  /** Tracks of which nothing has come yet. */
  readonly silentTracks: number;
  readonly packets: number;
  readonly bytes: number;
  /** Share of packets that never came. */
  readonly loss: number;
  /** Of all tracks, the longest time without a packet. */
  readonly longestGapMs: number;
  readonly problems: readonly string[];
}

/** Many seats in one process. */
export interface Crowd {
  /** In the order of their tokens. */
  readonly seats: readonly CrowdSeat[];
  report(): CrowdReport;
  /** Idempotent. */
  close(): void;
}

/** Seats everybody. @throws when a seat is refused; those that sit already are closed */
export async function openCrowd({ tokens, atOnce = 10, onJoined, ...options }: CrowdPlan): Promise<Crowd> {
  const seats: CrowdSeat[] = [];
  const crowd: Crowd = {
    seats,
    report: () => report(seats),
    close() {
      for (const seat of seats) seat.close();
    },
  };
  const join = (token: string) => CrowdSeat.join({ ...options, token });
  try {
    await joinInOrder(seats, { tokens, atOnce, join, onJoined });
  } catch (error) {
    crowd.close();
    throw error;
  }
  return crowd;
}

function report(seats: readonly CrowdSeat[]): CrowdReport {
  const counts = seats.flatMap((seat) => seat.tracks.map((track) => track.counts));
  const sum = (pick: (count: (typeof counts)[number]) => number) =>
    counts.reduce((total, each) => total + pick(each), 0);
  const packets = sum((count) => count.packets);
  const lost = sum((count) => count.lost);
  return {
    seats: seats.length,
    here: seats.filter(({ socket }) => socket.connected).length,
    tracks: counts.length,
    silentTracks: counts.filter((count) => count.packets === 0).length,
    packets,
    bytes: sum((count) => count.bytes),
    loss: packets + lost === 0 ? 0 : lost / (packets + lost),
    longestGapMs: Math.max(0, ...counts.map((count) => count.longestGapMs)),
    problems: seats.flatMap((seat) => seat.problems),
  };
}
