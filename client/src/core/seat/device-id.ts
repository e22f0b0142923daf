import { type DeviceId, deviceId, isId } from '@tongke/signaling/protocol/lesson';
import { randomId } from '../random-id.ts';

const key = 'tongke.device';

/** This browser's own name: random, made once, kept. It tells a seat's device from another that wants the seat. */
export function ownDeviceId(storage: Storage = localStorage): DeviceId {
  const kept = storage.getItem(key);
  if (kept && isId(kept)) return deviceId(kept);
  const made = randomId();
  storage.setItem(key, made);
  return deviceId(made);
}
