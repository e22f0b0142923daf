import type { ProcessName, Product } from '../../demo/product.ts';

/** What a recorder of a running product says for Prometheus. @throws when it serves nothing */
async function figuresOf(product: Product, name: ProcessName): Promise<string> {
  const ready = product
    .log(name)
    .split('\n')
    .findLast((line) => line.includes('"metricsPort"'));
  const { metricsPort } = JSON.parse(ready ?? '{}');
  const response = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  return await response.text();
}

/** The median of how long the disk took to keep a journal, to the bound of its bucket, in milliseconds. */
export async function medianSyncMs(product: Product, names: readonly ProcessName[]): Promise<number> {
  const counts = new Map<number, number>();
  for (const name of names) {
    const text = await figuresOf(product, name);
    for (const [, bound, count] of text.matchAll(/^tongke_recorder_fdatasync_seconds_bucket\{le="(.+)"\} (\d+)$/gm)) {
      const seconds = bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound);
      counts.set(seconds, (counts.get(seconds) ?? 0) + Number(count));
    }
  }
  const all = counts.get(Number.POSITIVE_INFINITY) ?? 0;
  const middle = [...counts].sort(([a], [b]) => a - b).find(([, count]) => count >= all / 2);
  return (middle?.[0] ?? Number.NaN) * 1_000;
}
