import type { PairedClassroom } from '../api/devices-api.ts';

const key = 'tongke.pairing';

/** What a paired PC keeps: its secret credential, and the classroom that it stands in. */
export interface Pairing {
  credential: string;
  classroom: PairedClassroom;
}

/** The pairing that this PC keeps, or null. */
export function keptPairing(storage: Storage = localStorage): Pairing | null {
  try {
    const kept: Partial<Pairing> | null = JSON.parse(storage.getItem(key) ?? 'null');
    return kept?.credential && kept.classroom ? { credential: kept.credential, classroom: kept.classroom } : null;
  } catch {
    return null;
  }
}

export function keepPairing(pairing: Pairing, storage: Storage = localStorage): void {
  storage.setItem(key, JSON.stringify(pairing));
}

export function forgetPairing(storage: Storage = localStorage): void {
  storage.removeItem(key);
}
