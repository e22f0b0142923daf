import { useCallback, useState } from 'react';
import { CodeView } from './code-view.tsx';
import { forgetPairing, keptPairing, type Pairing } from './pairing.ts';
import { TodayView } from './today-view.tsx';

/** A classroom's own PC: six digits until it is paired, then today's lessons. */
export function PairPage() {
  const [pairing, setPairing] = useState<Pairing | null>(() => keptPairing());
  const [revoked, setRevoked] = useState(false);
  const onRevoked = useCallback(() => {
    forgetPairing();
    setRevoked(true);
    setPairing(null);
  }, []);
  return pairing ? (
    <TodayView pairing={pairing} onRevoked={onRevoked} />
  ) : (
    <CodeView revoked={revoked} onPaired={setPairing} />
  );
}
