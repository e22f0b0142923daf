import { type Cell, type ClassroomSummary, csvText } from '@tongke/signaling/protocol/lesson';

const seconds = (ms: number): number => Math.round(ms / 1000);

/** What a table for spreadsheets says of a classroom: the name of its heading below `summary.column`, and the cell. */
const columns = {
  school: ({ schoolName }) => schoolName,
  classroom: ({ name }) => name,
  present: ({ present }) => present,
  expected: ({ expected }) => expected,
  firstIn: ({ firstInAt }, moment) => moment(firstInAt),
  left: ({ leftAt }, moment) => moment(leftAt),
  connectedSeconds: ({ connectedMs }) => seconds(connectedMs),
  outageTimes: ({ outages }) => outages,
  outageSeconds: ({ outageMs }) => seconds(outageMs),
  stageTimes: ({ stageTimes }) => stageTimes,
  stageSeconds: ({ stageMs }) => seconds(stageMs),
  hands: ({ handsRaised }) => handsRaised,
  questionsAnswered: ({ questionsAnswered }) => questionsAnswered,
  answerCount: ({ answers }) => answers,
  answersJudged: ({ answersJudged }) => answersJudged,
  answersRight: ({ answersRight }) => answersRight,
  buzzersWon: ({ buzzersWon }) => buzzersWon,
  inquiries: ({ inquiries }) => inquiries,
  inquiriesAnswered: ({ inquiriesAnswered }) => inquiriesAnswered,
  messages: ({ messages }) => messages,
  stars: ({ stars }) => stars,
  help: ({ helpCalls }) => helpCalls,
} as const satisfies Record<string, (room: ClassroomSummary, moment: (at: number | null) => Cell) => Cell>;
export type SummaryColumn = keyof typeof columns;

/** The classrooms as a table that opens in a spreadsheet, headed in the page's language. Pure. */
export function summaryCsv(
  rooms: readonly ClassroomSummary[],
  heading: (column: SummaryColumn) => string,
  moment: (at: number | null) => Cell,
): string {
  const names = Object.keys(columns) as SummaryColumn[];
  return csvText([names.map(heading), ...rooms.map((room) => names.map((name) => columns[name](room, moment)))]);
}
