import type { Role, SeatGrantAnswer } from '@tongke/signaling/protocol/lesson';

const prefix = 'tongke.seat.';
const keptForMs = 30 * 24 * 3_600_000;

/** A right to a seat, as kept on this device. Its key is secret. */
export interface KeptSeat extends SeatGrantAnswer {
  keptAt: number;
  /** Of the link that it came by: to ask again after another device took the seat. Secret like the key. */
  token?: string;
  /** What its people have closed: it stays closed over a reload. */
  closed?: readonly ('camera' | 'microphone')[];
}

const pages: Record<Role, string> = {
  teacher: '/teacher',
  assistant: '/assistant',
  inspector: '/inspector',
  classroom: '/classroom',
  audience: '/watch',
  recorder: '/watch',
};

/** Names a seat in an address: no secret, so that a reload finds the kept key. */
export const seatAddress = ({ lessonId, participantId }: { lessonId: string; participantId: string }) =>
  `#s=${lessonId}.${participantId}`;

/** Asks for a seat anew by the link that it came by; null when it came by none. */
export const seatAgainAddress = ({ token }: KeptSeat) => (token ? `#t=${token}` : null);

/** Where a seat's page is, once the seat is kept. */
export const seatPath = (seat: SeatGrantAnswer, query = '') => `${pages[seat.role]}${query}${seatAddress(seat)}`;

/** Keeps a seat on this device, for reloads and for coming back. Forgets seats of long ago. */
export function keepSeat(
  grant: SeatGrantAnswer & { token?: string },
  storage: Storage = localStorage,
  now = Date.now(),
): KeptSeat {
  for (const key of Object.keys(storage)) {
    if (key.startsWith(prefix) && now - (read(storage, key)?.keptAt ?? 0) > keptForMs) storage.removeItem(key);
  }
  const key = `${prefix}${grant.lessonId}.${grant.participantId}`;
  const seat = { ...grant, keptAt: now, closed: read(storage, key)?.closed ?? [] };
  storage.setItem(key, JSON.stringify(seat));
  return seat;
}

/** Remembers what the people of a seat have closed. */
export function keepClosed(
  { lessonId, participantId }: KeptSeat,
  closed: NonNullable<KeptSeat['closed']>,
  storage: Storage = localStorage,
): void {
  const key = `${prefix}${lessonId}.${participantId}`;
  const seat = read(storage, key);
  if (seat) storage.setItem(key, JSON.stringify({ ...seat, closed }));
}

/** The seat that an address names (`#s=…`), or null when this device holds no key for it. */
export function keptSeat(hash: string, storage: Storage = localStorage): KeptSeat | null {
  const name = new URLSearchParams(hash.slice(1)).get('s');
  return name ? read(storage, prefix + name) : null;
}

/** The seats of a lesson that this device holds keys for. */
export const keptSeatsOf = (lessonId: string, storage: Storage = localStorage): KeptSeat[] =>
  Object.keys(storage)
    .filter((key) => key.startsWith(`${prefix}${lessonId}.`))
    .flatMap((key) => read(storage, key) ?? []);

/** Forgets a seat whose key no longer opens anything. */
export function forgetSeat({ lessonId, participantId }: KeptSeat, storage: Storage = localStorage): void {
  storage.removeItem(`${prefix}${lessonId}.${participantId}`);
}

function read(storage: Storage, key: string): KeptSeat | null {
  try {
    const seat = JSON.parse(storage.getItem(key) ?? 'null') as Partial<KeptSeat> | null;
    return seat?.lessonId && seat.participantId && seat.seatKey && seat.role ? (seat as KeptSeat) : null;
  } catch {
    return null;
  }
}
