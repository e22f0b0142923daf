/** How one direction of a line behaves. */
export interface LineConditions {
  /** Bits a second; null is no limit. */
  readonly rateBps: number | null;
  /** Bytes that may pass at once above the rate. Default 0: packets leave one after another at the rate. */
  readonly burstBytes: number;
  /** Bytes that wait for the rate; what comes when it is full is lost (UDP) or held back (TCP). */
  readonly queueBytes: number;
  readonly delayMs: number;
  /** Each packet waits up to so much longer, evenly spread; order is kept. */
  readonly jitterMs: number;
  /** Share of packets that are lost, 0 to 1. */
  readonly loss: number;
  /** Mean length of a run of lost packets (Gilbert's model); null: each packet is lost or not by itself. */
  readonly lossBurstPackets: number | null;
  /** Nothing passes: packets are lost, connections stand still. */
  readonly down: boolean;
}

/** A line that changes nothing. */
export const clearLine: LineConditions = {
  rateBps: null,
  burstBytes: 0,
  queueBytes: 64 * 1024,
  delayMs: 0,
  jitterMs: 0,
  loss: 0,
  lossBurstPackets: null,
  down: false,
};

/**
 * Checks a change of conditions that came from outside.
 * @throws {RangeError} with a sentence that names the wrong field
 */
export function checkConditions(change: Record<string, unknown>): Partial<LineConditions> {
  for (const [name, value] of Object.entries(change)) {
    if (!Object.hasOwn(clearLine, name)) throw new RangeError(`${name} is no condition of a line`);
    if (!isFit(name as keyof LineConditions, value)) throw new RangeError(`${name} cannot be ${JSON.stringify(value)}`);
  }
  return change;
}

function isFit(name: keyof LineConditions, value: unknown): boolean {
  if (name === 'down') return typeof value === 'boolean';
  if (value === null) return name === 'rateBps' || name === 'lossBurstPackets';
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return false;
  if (name === 'loss') return value <= 1;
  if (name === 'rateBps') return value > 0;
  return name !== 'lossBurstPackets' || value >= 1;
}
