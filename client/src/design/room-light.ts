/** How bright the room is that a screen stands in: dark screens for dark rooms, light ones against the sun. */
export type RoomLight = 'dark' | 'bright';

const storageKey = 'tongke.roomLight';

/** What this device's people chose; null while they have not. */
export function keptRoomLight(storage: Storage = localStorage): RoomLight | null {
  const kept = storage.getItem(storageKey);
  return kept === 'dark' || kept === 'bright' ? kept : null;
}

/** Makes the page fit the room, and remembers it on this device. */
export function chooseRoomLight(light: RoomLight, storage: Storage = localStorage): void {
  storage.setItem(storageKey, light);
  showFor(light);
}

/** Gives the page the look for such a room. */
export function showFor(light: RoomLight): void {
  document.documentElement.dataset.theme = light === 'bright' ? 'light' : 'dark';
}
