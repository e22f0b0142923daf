import { personOf } from '../person.ts';
import { openSeatBrowser } from '../seat-browser.ts';
import type { Cast, Player } from './act.ts';

/** A pupil of a classroom answers with the own phone, by the code that the aide shows. */
export async function answerByPhone({ product }: Cast, room: Player, option: number): Promise<void> {
  await room.tap('answer-code-open');
  const code = await room.page.waitForSelector('[data-testid="answer-code-path"]', { timeout: 20_000 });
  const path = await code?.evaluate((element) => (element as HTMLElement).dataset.path);
  await room.tap('dialog-close');
  const phone = personOf(await openSeatBrowser({ film: 'none', width: 390, height: 780 }));
  try {
    await phone.page.goto(`${product.baseUrl}${path}`);
    await phone.write('answer-number', '7');
    await phone.tap('answer-join');
    await phone.tap(`answer-option-${option}`);
    await phone.holds('answer-state', 'sent', 'true');
    if (phone.errors.length > 0) throw new Error(`the phone says: ${phone.errors.join('; ')}`);
  } finally {
    await phone.close();
  }
}
