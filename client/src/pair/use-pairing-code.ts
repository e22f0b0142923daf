import { useEffect, useState } from 'react';
import { askPairingCode, claimPairing } from '../api/devices-api.ts';
import { errorCodeOf } from '../api/error-code.ts';
import { ownDeviceId } from '../core/seat/device-id.ts';
import type { Pairing } from './pairing.ts';
import { repeat } from './repeat.ts';

const pollMs = 2_000;
const retryMs = 3_000;

export interface ShownCode {
  code: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** Asks for a code to show, waits until somebody has typed it in, and takes a new one when it has expired. */
export function usePairingCode(onPaired: (pairing: Pairing) => void): { shown: ShownCode | null; lineDown: boolean } {
  const [shown, setShown] = useState<ShownCode | null>(null);
  const [lineDown, setLineDown] = useState(false);
  useEffect(() => {
    let pollKey: string | null = null;
    let expiresAt = 0;
    return repeat(async (signal) => {
      try {
        if (pollKey === null || Date.now() >= expiresAt) {
          const made = await askPairingCode(ownDeviceId(), signal);
          pollKey = made.pollKey;
          expiresAt = Date.parse(made.expiresAt);
          setShown({ code: made.code, expiresAt });
          setLineDown(false);
          return pollMs;
        }
        const claim = await claimPairing(pollKey, signal);
        setLineDown(false);
        if (claim.state === 'waiting') return pollMs;
        onPaired({ credential: claim.credential, classroom: claim.classroom });
        return null;
      } catch (error) {
        if (signal.aborted) return null;
        // Expired, or a server that has started anew and knows the code no more: take another at once.
        if (errorCodeOf(error) === 'notFound' && pollKey !== null) {
          pollKey = null;
          return 100;
        }
        setLineDown(true);
        return retryMs;
      }
    });
  }, [onPaired]);
  return { shown, lineDown };
}
