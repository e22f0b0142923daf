import type { BulkPart, PaintedPart } from './bulk-worker.ts';

/** What paints many strokes beside the page's own thread. */
export interface BulkPainter {
  /**
   * `onPart` gets the strokes in their order, some at a time, and owns the pictures; null when it failed, for ever. Returns
   * what cancels it; null when it is not taken.
   */
  paint(wanted: BulkPart, onPart: (part: PaintedPart | null) => void): (() => void) | null;
}

/** What is needed of a worker; tests give their own. */
export interface BulkWorker {
  postMessage(part: BulkPart): void;
  addEventListener(type: 'message', listener: (event: { data: PaintedPart }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
}

/** One part, from its order to its turn. */
interface Part {
  part: BulkPart;
  order: Order;
  painted: PaintedPart | null;
}
interface Order {
  /** Those that were not given out yet or whose turn has not come, in their order. */
  left: Part[];
  onPart: (part: PaintedPart | null) => void;
}

/** Strokes of one part: what is painted is seen early, and little is painted in vain. */
const partStrokes = 320;
/** Parts that one worker has at once, so that it need not wait for the page. */
const partsAhead = 2;

/** A {@link BulkPainter} in one worker or several, which share an order. Once one has failed, it takes no more. */
export class WorkerPainter implements BulkPainter {
  /** Each with the parts that it has, in the order of its answers. */
  readonly #workers: { worker: BulkWorker; parts: Part[] }[];
  /** Parts that no worker has yet. */
  #waiting: Part[] = [];
  readonly #orders = new Set<Order>();
  #hasFailed = false;

  constructor(workers: readonly BulkWorker[]) {
    this.#workers = workers.map((worker) => ({ worker, parts: [] }));
    for (const { worker, parts } of this.#workers) {
      worker.addEventListener('message', ({ data }) => {
        const part = parts.shift();
        if (part) this.#painted(part, data);
      });
      worker.addEventListener('error', () => this.#fail());
    }
  }

  paint({ strokes, ...page }: BulkPart, onPart: (part: PaintedPart | null) => void): (() => void) | null {
    if (this.#hasFailed) return null;
    const order: Order = { left: [], onPart };
    for (let from = 0; from < strokes.length; from += partStrokes) {
      const part = { ...page, strokes: strokes.slice(from, from + partStrokes) };
      order.left.push({ part, order, painted: null });
    }
    this.#orders.add(order);
    this.#waiting.push(...order.left);
    this.#giveOut();
    return () => this.#cancel(order);
  }

  #giveOut(): void {
    for (let ahead = 0; ahead < partsAhead; ahead += 1) {
      for (const { worker, parts } of this.#workers) {
        const next = parts.length <= ahead ? this.#waiting.shift() : undefined;
        if (!next) continue;
        parts.push(next);
        worker.postMessage(next.part);
      }
    }
  }

  #painted(part: Part, painted: PaintedPart): void {
    const { order } = part;
    this.#giveOut();
    // Cancelled while it was under way.
    if (!this.#orders.has(order)) {
      painted.picture.close();
      return;
    }
    part.painted = painted;
    for (let first = order.left[0]; first?.painted && this.#orders.has(order); first = order.left[0]) {
      order.left.shift();
      if (order.left.length === 0) this.#orders.delete(order);
      order.onPart(first.painted);
    }
  }

  #cancel(order: Order): void {
    if (!this.#orders.delete(order)) return;
    this.#waiting = this.#waiting.filter((part) => part.order !== order);
    for (const { painted } of order.left) painted?.picture.close();
  }

  #fail(): void {
    this.#hasFailed = true;
    const orders = [...this.#orders];
    for (const order of orders) this.#cancel(order);
    for (const { onPart } of orders) onPart(null);
  }
}

let shared: BulkPainter | null | undefined;

/** The page's own; null in a browser that cannot paint in a worker. Its workers are started by the first call. */
export function sharedBulkPainter(): BulkPainter | null {
  if (shared === undefined) {
    const canPaint = typeof Worker === 'function' && typeof OffscreenCanvas === 'function';
    const start = () => new Worker(new URL('./bulk-worker.ts', import.meta.url), { type: 'module' });
    const count = navigator.hardwareConcurrency > 1 ? 2 : 1;
    shared = canPaint ? new WorkerPainter(Array.from({ length: count }, start)) : null;
  }
  return shared;
}
