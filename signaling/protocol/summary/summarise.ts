import { LessonError } from '../answer.ts';
import type { ParticipantId } from '../ids.ts';
import { classroomSeat } from '../planning.ts';
import type { InvitedClassroom, LessonState } from '../state.ts';
import type { ClassroomSummary, LessonSummary, QuestionSummary } from '../summary.ts';
import { countAnswers, countRoom } from './question-counts.ts';
import { bySchool } from './school-summary.ts';
import type { SummaryFold } from './summary-fold.ts';

/**
 * A lesson in numbers, from its state and what was counted over its log up to it. With a seat, of that classroom alone.
 * `now`: until when an open lesson is counted, milliseconds since the epoch. Pure. Throws LessonError `notFound` for a
 * lesson that was never planned.
 */
export function summarise(
  state: LessonState,
  fold: SummaryFold,
  now: number,
  seat: ParticipantId | null = null,
): LessonSummary {
  const { facts, phase } = state;
  if (!facts) throw new LessonError('notFound', 'no such lesson');
  const openedAt = phase.name === 'planned' ? null : phase.openedAt;
  const endedAt = phase.name === 'ended' ? phase.endedAt : null;
  const until = endedAt ?? now;
  const classrooms = Object.values(state.classrooms)
    .filter(({ classroomId }) => seat === null || classroomSeat(classroomId) === seat)
    .map((classroom) => summariseRoom(state, fold, classroom, until))
    .sort((a, b) => byName(a.schoolName, b.schoolName) || byName(a.name, b.name));
  return {
    lessonId: facts.lessonId,
    title: facts.title,
    subject: facts.subject,
    teacherName: facts.teacherName,
    coTeacherName: facts.coTeacherName ?? null,
    rehearsal: facts.rehearsal ?? false,
    phase: phase.name,
    startsAt: facts.startsAt,
    openedAt,
    endedAt,
    durationMs: openedAt === null ? 0 : Math.max(0, until - openedAt),
    classrooms,
    schools: bySchool(classrooms),
    questions: summariseQuestions(state, seat),
  };
}

const names = new Intl.Collator('zh-CN', { numeric: true });
const byName = (a: string, b: string): number => names.compare(a, b);

function summariseRoom(
  state: LessonState,
  fold: SummaryFold,
  { classroomId, schoolId, name, schoolName }: InvitedClassroom,
  until: number,
): ClassroomSummary {
  const seat = classroomSeat(classroomId);
  const tally = fold.room(seat);
  const { presence } = tally;
  return {
    classroomId,
    schoolId,
    name,
    schoolName,
    firstInAt: presence.firstInAt,
    leftAt: presence.leftAt,
    present: tally.present,
    expected: tally.expected,
    connectedMs: presence.connectedUntil(until),
    outages: presence.outages,
    outageMs: presence.outageMs,
    stageTimes: tally.stageTimes,
    stageMs: tally.stageMsUntil(until),
    handsRaised: tally.handsRaised,
    ...countRoom(state, seat),
    inquiries: tally.inquiries,
    inquiriesAnswered: tally.inquiriesAnswered,
    messages: tally.messages,
    stars: state.praise.stars[classroomId]?.stars ?? 0,
    helpCalls: tally.helpCalls,
  };
}

function summariseQuestions(state: LessonState, seat: ParticipantId | null): QuestionSummary[] {
  return state.question.asked.map((asked) => {
    const { questionId, kind, text, askedAt } = asked;
    const all = state.question.rooms[questionId] ?? {};
    const own = seat === null ? undefined : all[seat];
    const counts = countAnswers(state, asked, seat === null ? all : own ? { [seat]: own } : {});
    return {
      questionId,
      kind,
      text,
      askedAt,
      classrooms: counts.classrooms,
      answers: counts.answers,
      chosen: counts.chosen,
      answersRight: counts.right,
    };
  });
}
