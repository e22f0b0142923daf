import type { ErrorCode } from '@tongke/signaling/protocol/lesson';
import { createContext, useContext } from 'react';
import type { DeviceRecord, DevicesApi } from '../api/devices-api.ts';
import type { LessonRecord } from '../api/lesson-record.ts';
import type { Holder, LessonsApi } from '../api/lessons-api.ts';
import type { HelpLineApi, RostersApi } from '../api/rosters-api.ts';
import type { SchoolRecord, SchoolsApi } from '../api/schools-api.ts';

/** Everything that the holder of a token has before them. */
export interface Desk {
  holder: Holder;
  lessons: LessonRecord[];
  schools: SchoolRecord[];
  devices: DeviceRecord[];
  /** Why the lists could not be brought up to date; null when they could. */
  stale: ErrorCode | null;
  api: { lessons: LessonsApi; schools: SchoolsApi; devices: DevicesApi; rosters: RostersApi; helpLine: HelpLineApi };
  /** Brings the lists up to date; resolves when it has tried. */
  refresh: () => Promise<void>;
}

export const DeskContext = createContext<Desk | null>(null);

/** The desk, inside a signed-in lessons page. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('no desk around this part of the page');
  return desk;
}
