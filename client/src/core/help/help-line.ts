const key = 'tongke.helpLine';

/** The operator's telephone number as this device has last heard it; null when it never did. */
export function keptHelpLine(storage: Storage = localStorage): string | null {
  return storage.getItem(key) || null;
}

/** Keeps the number for the time when the line is down; null forgets it. */
export function keepHelpLine(telephone: string | null, storage: Storage = localStorage): void {
  if (telephone === null) storage.removeItem(key);
  else storage.setItem(key, telephone);
}
