import type { BulkCancel, BulkOrder, BulkPart } from './bulk-worker.ts';

/** What paints many strokes beside the page's own thread. */
export interface BulkPainter {
  /**
   * `onPart` gets the strokes in their order, some at a time, and owns the pictures; null when it failed, for ever.
   * Returns what cancels it; null when it is not taken.
   */
  paint(wanted: Omit<BulkOrder, 'order'>, onPart: (part: BulkPart | null) => void): (() => void) | null;
}

/** What is needed of a worker; tests give their own. */
export interface BulkWorker {
  postMessage(message: BulkOrder | BulkCancel): void;
  addEventListener(type: 'message', listener: (event: { data: BulkPart }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
}

/** A {@link BulkPainter} in a worker. Once that has failed, it takes no more. */
export class WorkerPainter implements BulkPainter {
  readonly #worker: BulkWorker;
  readonly #orders = new Map<number, (part: BulkPart | null) => void>();
  #last = 0;
  #hasFailed = false;

  constructor(worker: BulkWorker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => {
      const onPart = this.#orders.get(data.order);
      // Cancelled while it was under way.
      if (data.isLast) this.#orders.delete(data.order);
      if (onPart) onPart(data);
      else data.picture.close();
    });
    worker.addEventListener('error', () => {
      this.#hasFailed = true;
      const orders = [...this.#orders.values()];
      this.#orders.clear();
      for (const onPart of orders) onPart(null);
    });
  }

  paint(wanted: Omit<BulkOrder, 'order'>, onPart: (part: BulkPart | null) => void): (() => void) | null {
    if (this.#hasFailed) return null;
    this.#last += 1;
    const order = this.#last;
    this.#orders.set(order, onPart);
    this.#worker.postMessage({ ...wanted, order });
    return () => {
      if (this.#orders.delete(order)) this.#worker.postMessage({ cancel: order });
    };
  }
}

let shared: BulkPainter | null | undefined;

/** The page's own; null in a browser that cannot paint in a worker. Its worker is started by the first call. */
export function sharedBulkPainter(): BulkPainter | null {
  if (shared === undefined) {
    const canPaint = typeof Worker === 'function' && typeof OffscreenCanvas === 'function';
    shared = canPaint
      ? new WorkerPainter(new Worker(new URL('./bulk-worker.ts', import.meta.url), { type: 'module' }))
      : null;
  }
  return shared;
}
