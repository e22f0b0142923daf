import type { Cell } from '../csv.ts';
import type { ClassroomSummary, LessonSummary } from '../summary.ts';

const seconds = (ms: number): number => Math.round(ms / 1000);
const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The columns of a classroom, for programs: stable names, seconds, ISO 8601. */
const columns: readonly [string, (room: ClassroomSummary) => Cell][] = [
  ['school', ({ schoolName }) => schoolName],
  ['classroom', ({ name }) => name],
  ['firstInAt', ({ firstInAt }) => instant(firstInAt)],
  ['leftAt', ({ leftAt }) => instant(leftAt)],
  ['present', ({ present }) => present],
  ['expected', ({ expected }) => expected],
  ['connectedSeconds', ({ connectedMs }) => seconds(connectedMs)],
  ['outages', ({ outages }) => outages],
  ['outageSeconds', ({ outageMs }) => seconds(outageMs)],
  ['stageTimes', ({ stageTimes }) => stageTimes],
  ['stageSeconds', ({ stageMs }) => seconds(stageMs)],
  ['handsRaised', ({ handsRaised }) => handsRaised],
  ['questionsAnswered', ({ questionsAnswered }) => questionsAnswered],
  ['answers', ({ answers }) => answers],
  ['answersJudged', ({ answersJudged }) => answersJudged],
  ['answersRight', ({ answersRight }) => answersRight],
  ['buzzersWon', ({ buzzersWon }) => buzzersWon],
  ['inquiries', ({ inquiries }) => inquiries],
  ['inquiriesAnswered', ({ inquiriesAnswered }) => inquiriesAnswered],
  ['messages', ({ messages }) => messages],
  ['stars', ({ stars }) => stars],
  ['helpCalls', ({ helpCalls }) => helpCalls],
];

/** The classrooms of a summary as a table with a heading. Pure. */
export const summaryRows = ({ classrooms }: Pick<LessonSummary, 'classrooms'>): Cell[][] => [
  columns.map(([name]) => name),
  ...classrooms.map((room) => columns.map(([, read]) => read(room))),
];
