import type { RoomCounts } from '@tongke/signaling/protocol/lesson';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { durationOf } from '../core/summary/duration.ts';

/** Headings of {@link CountCells}, below `summary.column`. */
const countColumns = [
  'attendance',
  'connected',
  'outages',
  'stage',
  'hands',
  'answers',
  'right',
  'buzzersWon',
  'inquiries',
  'messages',
  'stars',
  'help',
] as const;

/** How long something lasted, in words: a clock's colon leaves open whether hours or minutes are meant. */
export function durationText(t: TFunction, ms: number): string {
  const { unit, ...values } = durationOf(ms);
  return t(`summary.lasted.${unit}`, values);
}

/** The headings that classrooms and schools share. */
export function CountHeadings() {
  const { t } = useTranslation();
  return countColumns.map((column) => (
    <th key={column} scope="col">
      {t(`summary.column.${column}`)}
    </th>
  ));
}

/** The numbers that classrooms and schools share: nothing where there is nothing to say. */
export function CountCells({ counts }: { counts: RoomCounts }) {
  const { t } = useTranslation();
  const time = (ms: number) => durationText(t, ms);
  const some = (count: number) => (count > 0 ? count : '');
  const share = (part: number, whole: number) => (whole > 0 ? `${part} / ${whole}` : '');
  const timed = (times: number, ms: number) => (times > 0 ? t('summary.timesAndTime', { times, time: time(ms) }) : '');
  return (
    <>
      <td>
        {counts.present === null ? '' : `${counts.present}${counts.expected === null ? '' : ` / ${counts.expected}`}`}
      </td>
      <td>{counts.connectedMs > 0 ? time(counts.connectedMs) : ''}</td>
      <td>{timed(counts.outages, counts.outageMs)}</td>
      <td>{timed(counts.stageTimes, counts.stageMs)}</td>
      <td>{some(counts.handsRaised)}</td>
      <td>{some(counts.answers)}</td>
      <td>{share(counts.answersRight, counts.answersJudged)}</td>
      <td>{some(counts.buzzersWon)}</td>
      <td>{share(counts.inquiriesAnswered, counts.inquiries)}</td>
      <td>{some(counts.messages)}</td>
      <td>{counts.stars > 0 ? `★ ${counts.stars}` : ''}</td>
      <td>{some(counts.helpCalls)}</td>
    </>
  );
}
