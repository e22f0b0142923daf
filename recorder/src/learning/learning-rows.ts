import type { ClassroomRecord, LessonRecord, PupilRecord, RecordedQuestion } from '@tongke/signaling/protocol/lesson';
import { type Cell, type LessonSummary, summaryRows } from '@tongke/signaling/protocol/lesson';
import { responseOf } from './xapi/responses.ts';

const secondsOf = (ms: number): number => Math.round(ms / 1000);

/** The classrooms as the summary page's table has them, with their ids and what only the record knows. Pure. */
export function classroomRows({ classrooms }: LessonRecord): Cell[][] {
  const summary: Pick<LessonSummary, 'classrooms'> = { classrooms: classrooms.map(({ counts }) => counts) };
  const [heading = [], ...rows] = summaryRows(summary);
  return [
    [...heading, 'microphoneOpenSeconds', 'classroomId', 'schoolId'],
    ...classrooms.map(({ stays, classroom }, index) => {
      const openMs = stays.reduce((sum, { microphoneOpenMs }) => sum + microphoneOpenMs, 0);
      return [...(rows[index] ?? []), secondsOf(openMs), classroom.classroomId, classroom.schoolId];
    }),
  ];
}

/** A line for each pupil, by opaque id: names are in the directory only. Two columns for each question. Pure. */
export function pupilRows({ classrooms, questions }: LessonRecord): Cell[][] {
  const asked = questions.filter(({ question }) => question.kind !== 'buzzer');
  const own = ['school', 'classroom', 'classroomId', 'pupilId', 'present', 'absenceReason', 'attendanceAt'];
  const counted = ['answers', 'answersJudged', 'answersRight'];
  return [
    [...own, ...counted, ...asked.flatMap((_, index) => [`question${index + 1}`, `question${index + 1}Right`])],
    ...classrooms.flatMap((room) => room.pupils.map((pupil) => pupilRow(room, pupil, asked))),
  ];
}

function pupilRow({ counts }: ClassroomRecord, pupil: PupilRecord, questions: readonly RecordedQuestion[]): Cell[] {
  const { attendance, answers } = pupil;
  const right = answers.filter((answer) => answer.right === true).length;
  const judged = answers.filter((answer) => answer.right !== null).length;
  return [
    counts.schoolName,
    counts.name,
    counts.classroomId,
    pupil.pupilId,
    attendance === null ? null : Number(attendance.present),
    attendance?.reason ?? null,
    attendance === null ? null : new Date(attendance.at).toISOString(),
    answers.length,
    judged,
    right,
    ...questions.flatMap(({ question }): Cell[] => {
      const given = answers.find(({ asked }) => asked.question.questionId === question.questionId);
      if (!given) return [null, null];
      return [responseOf(question, given.answer), given.right === null ? null : Number(given.right)];
    }),
  ];
}
