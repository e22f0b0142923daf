import { useEffect } from 'react';
import { deviceHelpLine } from '../api/devices-api.ts';
import { keepHelpLine } from '../core/help/help-line.ts';

/** Keeps the operator's number on this PC, fetched whenever the server can be reached again. */
export function useDeviceHelpLine(credential: string, isReachable: boolean): void {
  useEffect(() => {
    if (!isReachable) return;
    deviceHelpLine(credential).then(keepHelpLine, () => {
      // The number that was kept before still holds.
    });
  }, [credential, isReachable]);
}
