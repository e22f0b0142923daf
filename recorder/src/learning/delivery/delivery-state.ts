import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isCode, writeWhole } from '../../archive/files.ts';

const schema = z.object({
  /** To which store. */
  url: z.string(),
  /** Of the statements' file that the place is in. */
  sha256: z.string(),
  /** The statements before this byte are done with. */
  atByte: z.number().int().min(0),
  delivered: z.number().int().min(0),
  /** Of which the store held another version already. */
  known: z.number().int().min(0),
  refused: z.number().int().min(0),
  /** By whose names and in which language they were made. */
  settings: z.string(),
  done: z.boolean(),
});

/** How far an archive's statements are delivered. */
export type DeliveryState = z.infer<typeof schema>;

/** What is kept; null when there is none, or what is there cannot be read: then all is sent again, which does no harm. */
export async function readDelivery(path: string): Promise<DeliveryState | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Outlives a power cut once this returns. */
export const writeDelivery = (path: string, state: DeliveryState): Promise<void> =>
  writeWhole(path, `${JSON.stringify(state)}\n`, { sync: true });
