import { Deliveries } from './deliveries.ts';
import type { Line } from './line.ts';

/** One direction as a datagram relay uses it. */
export interface PacketWire {
  pass(lengthBytes: number, deliver: () => void): void;
}

/** One direction as a stream relay uses it. */
export interface StreamWire {
  carry(lengthBytes: number, deliver: () => void): void;
  isFull(): boolean;
  whenRoom(action: () => void): void;
}

/** Both directions; everything that goes through one lab shares them, as everything in a school shares its line. */
export interface Wires {
  readonly up: PacketWire & StreamWire;
  readonly down: PacketWire & StreamWire;
}

/** A line in real time. */
export class Wire implements PacketWire, StreamWire {
  readonly line: Line;
  // Streams wait through an outage, datagrams that were already on their way arrive: so each has a row of its own.
  readonly #packets = new Deliveries();
  readonly #streams = new Deliveries();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #waitingForUp: (() => void)[] = [];

  constructor(line: Line) {
    this.line = line;
  }

  pass(lengthBytes: number, deliver: () => void): void {
    const passage = this.line.pass(lengthBytes, performance.now());
    if ('dueMs' in passage) this.#packets.add(passage.dueMs, deliver);
  }

  carry(lengthBytes: number, deliver: () => void): void {
    this.#streams.add(this.line.carry(lengthBytes, performance.now()), deliver);
  }

  isFull(): boolean {
    const { down, queueBytes } = this.line.conditions;
    return down || this.line.waitingBytes(performance.now()) > queueBytes;
  }

  whenRoom(action: () => void): void {
    const { down, rateBps, queueBytes } = this.line.conditions;
    if (down) {
      this.#waitingForUp.push(action);
      return;
    }
    const spareBytes = this.line.waitingBytes(performance.now()) - queueBytes / 2;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        action();
      },
      rateBps === null ? 0 : Math.max(0, (spareBytes * 8_000) / rateBps),
    );
    this.#timers.add(timer);
  }

  /** Tells the wire that its line's conditions have changed. */
  changed(): void {
    const { down } = this.line.conditions;
    this.#streams.hold(down);
    if (!down) for (const action of this.#waitingForUp.splice(0)) action();
  }

  close(): void {
    this.#packets.close();
    this.#streams.close();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#waitingForUp.length = 0;
  }
}
