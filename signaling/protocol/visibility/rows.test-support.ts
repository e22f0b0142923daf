import type { EventType, LessonEvent } from '../events.ts';
import {
  type ClassroomId,
  classroomSeat,
  type InvitedClassroom,
  participantId,
  type SchoolId,
  type Viewer,
} from '../lesson.ts';

/** Everybody who may look at a lesson. */
export const viewers = {
  teacher: { participantId: participantId('teacher'), role: 'teacher' },
  assistant: { participantId: participantId('assistant'), role: 'assistant' },
  inspector: { participantId: participantId('i-1'), role: 'inspector' },
  otherInspector: { participantId: participantId('i-2'), role: 'inspector' },
  classroom: { participantId: classroomSeat('room1'), role: 'classroom' },
  otherClassroom: { participantId: classroomSeat('room2'), role: 'classroom' },
  audience: { participantId: participantId('a-1'), role: 'audience' },
  otherAudience: { participantId: participantId('a-2'), role: 'audience' },
  recorder: { participantId: participantId('recorder'), role: 'recorder' },
} satisfies Record<string, Viewer>;
export type Name = keyof typeof viewers;
export const names = Object.keys(viewers) as Name[];

/** An event, and everybody who is told of it. All others never are. */
export interface Row<Type extends EventType> {
  event: LessonEvent<Type>;
  seenBy: readonly Name[];
}

/** The rows of a feature's events: none of its types may be missing. */
export type Rows<Type extends EventType> = { [Each in Type]: Row<Each>[] };

export const everyone = names;
export const staff: readonly Name[] = ['teacher', 'assistant', 'inspector', 'otherInspector', 'recorder'];
export const staffAndClassroom: readonly Name[] = [...staff, 'classroom'];
export const recorderOnly: readonly Name[] = ['recorder'];
export const classroomOf: InvitedClassroom = {
  classroomId: 'room1' as ClassroomId,
  schoolId: 'school1' as SchoolId,
  name: 'Class 1',
  schoolName: 'School 1',
};
