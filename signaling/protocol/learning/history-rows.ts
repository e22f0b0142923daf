import type { Cell } from '../csv.ts';
import type { ClassroomHistory, PupilHistory } from './pupil-history.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** A pupil's lessons as a table, the latest first: one line each. Pure. */
export function pupilHistoryRows({ lessons }: PupilHistory): Cell[][] {
  return [
    [
      'openedAt',
      'title',
      'subject',
      'teacher',
      'present',
      'absenceReason',
      'asked',
      'answers',
      'judged',
      'right',
      'roomStageTimes',
      'roomStars',
    ],
    ...lessons.map(({ openedAt, title, subject, teacherName, attendance, asked, answers, room }): Cell[] => [
      ...[iso(openedAt), title, subject, teacherName],
      ...[attendance && Number(attendance.present), attendance?.reason ?? null],
      ...[asked, answers.length],
      answers.filter(({ right }) => right !== null).length,
      answers.filter(({ right }) => right === true).length,
      ...[room.stageTimes, room.stars],
    ]),
  ];
}

/** A classroom's pupils in numbers as a table. Pure. */
export function classroomHistoryRows({ pupils }: ClassroomHistory): Cell[][] {
  return [
    ['number', 'name', 'lessonsCounted', 'present', 'ill', 'leave', 'other', 'asked', 'answers', 'judged', 'right'],
    ...pupils.map(({ pupil, totals: { counted, present, absent, asked, answers, judged, right } }): Cell[] => [
      ...[pupil.number, pupil.name, counted, present, absent.ill, absent.leave, absent.other],
      ...[asked, answers, judged, right],
    ]),
  ];
}
