import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Person, personOf } from '../person.ts';
import { openSeatBrowser } from '../seat-browser.ts';
import type { Cast } from './act.ts';

/** The operator opens the lessons page, does something there, and leaves. @throws also what the page says of itself */
export async function asOperator<Result>(
  { product }: Cast,
  work: (operator: Person) => Promise<Result>,
): Promise<Result> {
  const token = readFileSync(path.join(product.dataDir, 'operator-token'), 'utf8').trim();
  const operator = personOf(await openSeatBrowser({ film: 'none', width: 1280, height: 800, scale: 0.5 }));
  try {
    await operator.page.goto(`${product.baseUrl}/lessons?lang=en#t=${token}`);
    const result = await work(operator);
    if (operator.errors.length > 0) throw new Error(`the operator's page says: ${operator.errors.join('; ')}`);
    return result;
  } finally {
    await operator.close();
  }
}
