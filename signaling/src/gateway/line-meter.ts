/** How many of the latest round trips count: at one every 5 s, those of 40 s. */
const keptTrips = 8;

/** The part of an Engine.IO connection that is measured: the server's own pings, and what answers them. */
export interface PingedConnection {
  on(name: 'packet' | 'packetCreate', listener: (packet: { type: string }) => void): unknown;
}

/**
 * The round trip of one browser's line, as this server alone measures it: from each of its own heartbeats to the answer,
 * the least of the last eight, so that neither a busy moment nor a lost packet counts. A browser that holds back all its
 * answers seems slower than it is: whoever uses the figure bounds what that may bring.
 */
export class LineMeter {
  readonly #now: () => number;
  #askedAt: number | null = null;
  #trips: number[] = [];

  /** `now`: a clock that never goes back, milliseconds. */
  constructor(connection: PingedConnection, now: () => number = () => performance.now()) {
    this.#now = now;
    connection.on('packetCreate', ({ type }) => {
      if (type === 'ping') this.#askedAt = this.#now();
    });
    connection.on('packet', ({ type }) => {
      if (type === 'pong') this.#answered();
    });
  }

  /** Milliseconds; 0 until the first heartbeat was answered. */
  get roundTripMs(): number {
    return this.#trips.length === 0 ? 0 : Math.min(...this.#trips);
  }

  #answered(): void {
    // An answer to nothing, or a second one, measures nothing.
    if (this.#askedAt === null) return;
    this.#trips = [...this.#trips, this.#now() - this.#askedAt].slice(-keptTrips);
    this.#askedAt = null;
  }
}
