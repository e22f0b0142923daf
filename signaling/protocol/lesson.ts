/** The pure lesson, for browsers, recorders and the server: no I/O, no clock, no zod. */
export * from './answer.ts';
export type * from './archive.ts';
export { erasedParts } from './archive.ts';
export type * from './archive-job.ts';
export { isOpenJob } from './archive-job.ts';
export type * from './attendance.ts';
export { absenceReasons } from './attendance.ts';
export type * from './chat.ts';
export type {
  ClientToServerEvents,
  CommandInput,
  CommandName,
  CommandResult,
  Envelope,
  LessonCommandName,
  RequestName,
  VolatileName,
} from './commands.ts';
export { type Cell, csvText } from './csv.ts';
export type { EventType, EventTypes, LessonEntry, LessonEvent } from './events.ts';
export { eventTypes, evolve, evolveAll, Fold, visibilityOf, visibleTo } from './events.ts';
export type * from './film.ts';
export { filmPosition, shownFilm } from './film.ts';
export type * from './group.ts';
export { groupOf, membersOf, visitedGroup } from './group.ts';
export type * from './healing.ts';
export { healingFolder, healingLimits } from './healing.ts';
export type * from './help.ts';
export * from './ids.ts';
export * from './ink/drawing.ts';
export { packInk, unpackInk } from './ink/packed.ts';
export { historyOf, type InkHistory, type PageInk, seenStrokes, undoable } from './ink/page-ink.ts';
export { countStrokes, findStroke, type InkStroke, type StrokeList } from './ink/stroke-list.ts';
export type * from './ink.ts';
export { inkKey, inkOf } from './ink.ts';
export type * from './inquiry.ts';
export { queueOf } from './inquiry.ts';
export type * from './lead.ts';
export { isRight } from './learning/answer-moments.ts';
export { classroomHistoryRows, pupilHistoryRows } from './learning/history-rows.ts';
export { LearningFold } from './learning/learning-fold.ts';
export type * from './learning/lesson-record.ts';
export type * from './learning/pupil-history.ts';
export { pupilLesson, pupilTotals } from './learning/pupil-history.ts';
export { limits } from './limits.ts';
export type * from './link.ts';
export { materialsOf } from './materials.ts';
export type * from './media.ts';
export type * from './music.ts';
export type * from './permission.ts';
export { allows, isHeldBack, ownSwitch, switchNames, switchOf } from './permission.ts';
export { classroomSeat } from './planning.ts';
export type * from './praise.ts';
export type * from './programme.ts';
export { chosenShot, isThere, sameShot } from './programme.ts';
export { project } from './project.ts';
export type * from './question.ts';
export { answerKey, isAnswerTo, optionCount, peopleIn, resultsOf, rightIn } from './question-answers.ts';
export { handQueue, type QueuePlace } from './queue.ts';
export * from './review.ts';
export { mayDo, rights, whilePaused } from './rights.ts';
export { isStaff, type LinkName, type Role } from './role.ts';
export type * from './roster.ts';
export type * from './slides.ts';
export { deckOf, shownPage } from './slides.ts';
export { turnOf } from './stage.ts';
export * from './state.ts';
export { summarise } from './summary/summarise.ts';
export { SummaryFold } from './summary/summary-fold.ts';
export { summaryRows } from './summary/summary-rows.ts';
export type * from './summary.ts';
export type * from './timer.ts';
export { readTimer } from './timer.ts';
export { maySee, type Viewer, type Visibility } from './visibility.ts';
export * from './volatile.ts';
