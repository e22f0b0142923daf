import { type Address, parseAddress } from './address.ts';
import type { LineConditions } from './conditions.ts';
import { Line, type LineCounts } from './line.ts';
import { openTcpRelay } from './tcp-relay.ts';
import { openUdpRelay, type Relay } from './udp-relay.ts';
import { Wire } from './wires.ts';

/** One relay of a lab. Addresses are `host:port`; `listen` may have port 0 for a free one. */
export interface RelayPlan {
  readonly kind: 'udp' | 'tcp';
  readonly listen?: string;
  readonly to: string;
}

export interface NetLabOptions {
  /** The same seed and the same packets give the same losses. Default 1. */
  readonly seed?: number;
  readonly relays: readonly RelayPlan[];
  /** From whoever connects to the lab towards the target, and back. */
  readonly up?: Partial<LineConditions>;
  readonly down?: Partial<LineConditions>;
}

/** A bad line in userspace: every relay of one lab shares the same two directions. */
export interface NetLab {
  /** Where each relay listens, in the order of the plan. */
  readonly addresses: readonly Address[];
  readonly conditions: { readonly up: LineConditions; readonly down: LineConditions };
  /** Changes conditions from the next packet on; what is on its way keeps its time. */
  set(change: { readonly up?: Partial<LineConditions>; readonly down?: Partial<LineConditions> }): void;
  /** Takes the line down in both directions for a time; resolves when it is up again. An earlier abort ends it early. */
  outage(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** Hangs up every connection that is open now. */
  cut(): void;
  counts(): { readonly up: LineCounts; readonly down: LineCounts };
  /** Idempotent. */
  close(): Promise<void>;
}

/** Opens a lab. @throws when an address is malformed or taken */
export async function openNetLab(options: NetLabOptions): Promise<NetLab> {
  const seed = options.seed ?? 1;
  const wires = { up: new Wire(new Line(seed, 'up')), down: new Wire(new Line(seed, 'down')) };
  const both = [wires.up, wires.down];
  const relays: Relay[] = [];
  let closed: Promise<void> | undefined;
  const lab: NetLab = {
    get addresses() {
      return relays.map(({ address }) => address);
    },
    get conditions() {
      return { up: wires.up.line.conditions, down: wires.down.line.conditions };
    },
    set({ up = {}, down = {} }) {
      wires.up.line.set(up);
      wires.down.line.set(down);
      for (const wire of both) wire.changed();
    },
    outage(durationMs, signal) {
      lab.set({ up: { down: true }, down: { down: true } });
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', end);
          if (closed === undefined) lab.set({ up: { down: false }, down: { down: false } });
          resolve();
        };
        const timer = setTimeout(end, durationMs);
        signal?.addEventListener('abort', end);
      });
    },
    cut() {
      for (const relay of relays) relay.cut();
    },
    counts: () => ({ up: wires.up.line.counts, down: wires.down.line.counts }),
    close() {
      closed ??= (async () => {
        for (const wire of both) wire.close();
        await Promise.all(relays.map((relay) => relay.close()));
      })();
      return closed;
    },
  };
  lab.set(options);
  try {
    for (const plan of options.relays) {
      const open = plan.kind === 'udp' ? openUdpRelay : openTcpRelay;
      relays.push(await open(parseAddress(plan.listen ?? '127.0.0.1:0'), parseAddress(plan.to), wires));
    }
  } catch (error) {
    await lab.close();
    throw error;
  }
  return lab;
}
