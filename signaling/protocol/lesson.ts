/** The pure lesson, for browsers, recorders and the server: no I/O, no clock, no zod. */
export * from './answer.ts';
export type * from './archive.ts';
export type {
  ClientToServerEvents,
  CommandInput,
  CommandName,
  CommandResult,
  Envelope,
  LessonCommandName,
} from './commands.ts';
export type { EventType, EventTypes, LessonEntry, LessonEvent } from './events.ts';
export { evolve, evolveAll, Fold, visibilityOf, visibleTo } from './events.ts';
export * from './ids.ts';
export { limits } from './limits.ts';
export type * from './link.ts';
export type * from './media.ts';
export { classroomSeat } from './planning.ts';
export { project } from './project.ts';
export { mayDo, rights } from './rights.ts';
export { isStaff, type LinkName, type Role } from './role.ts';
export * from './state.ts';
export { maySee, type Viewer, type Visibility } from './visibility.ts';
