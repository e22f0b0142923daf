import type { ErrorCode } from '@tongke/signaling/protocol/lesson';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { devicesApi } from '../api/devices-api.ts';
import { errorCodeOf } from '../api/error-code.ts';
import { lessonsApi } from '../api/lessons-api.ts';
import { helpLineApi, rostersApi } from '../api/rosters-api.ts';
import { schoolsApi } from '../api/schools-api.ts';
import type { Desk } from './desk.ts';

const everyMs = 5_000;
/** With these the token itself does not hold. */
const voidTokens: readonly ErrorCode[] = ['unauthorized', 'linkExpired', 'linkRevoked'];

export type DeskLoad =
  | { state: 'loading'; code: ErrorCode | null }
  | { state: 'void'; code: ErrorCode }
  | { state: 'ready'; desk: Desk };

/** Fetches what a token's holder may see, and keeps it up to date while the page is looked at. */
export function useDeskLists(token: string): DeskLoad {
  const api = useMemo(
    () => ({
      lessons: lessonsApi(token),
      schools: schoolsApi(token),
      devices: devicesApi(token),
      rosters: rostersApi(token),
      helpLine: helpLineApi(token),
    }),
    [token],
  );
  const [lists, setLists] = useState<Omit<Desk, 'api' | 'refresh' | 'stale'> | null>(null);
  const [code, setCode] = useState<ErrorCode | null>(null);
  const latest = useRef(0);
  const refresh = useCallback(async () => {
    latest.current += 1;
    const asked = latest.current;
    try {
      const [holder, lessons, schools, devices] = await Promise.all([
        api.lessons.me(),
        api.lessons.list(),
        api.schools.list(),
        api.devices.list(),
      ]);
      // An answer that was overtaken by a later one is old.
      if (asked !== latest.current) return;
      setLists({ holder, lessons, schools, devices });
      setCode(null);
    } catch (error) {
      if (asked === latest.current) setCode(errorCodeOf(error));
    }
  }, [api]);
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh();
    }, everyMs);
    const onVisible = () => void (document.visibilityState === 'visible' && refresh());
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [refresh]);
  if (code && voidTokens.includes(code)) return { state: 'void', code };
  return lists ? { state: 'ready', desk: { ...lists, stale: code, api, refresh } } : { state: 'loading', code };
}
