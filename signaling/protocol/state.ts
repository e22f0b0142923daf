import { type AttendanceState, emptyAttendance } from './attendance.ts';
import { type ChatState, emptyChat } from './chat.ts';
import { emptyFilm, type FilmState } from './film.ts';
import { emptyGroups, type GroupState } from './group.ts';
import { emptyHelp, type HelpState } from './help.ts';
import type { ClassroomId, CourseId, DeviceId, LessonId, ParticipantId, SchoolId, TrackId } from './ids.ts';
import { emptyInk, type InkState } from './ink.ts';
import { emptyInquiry, type InquiryState } from './inquiry.ts';
import { emptyLead, type LeadState } from './lead.ts';
import { emptyMusic, type MusicState } from './music.ts';
import { emptyPermission, type PermissionState } from './permission.ts';
import { emptyPraise, type PraiseState } from './praise.ts';
import { emptyProgramme, type ProgrammeState } from './programme.ts';
import { emptyQuestion, type QuestionState } from './question.ts';
import type { LinkName, Role } from './role.ts';
import { emptySlides, type SlidesState } from './slides.ts';
import { emptyTimer, type TimerState } from './timer.ts';

/** A receiving classroom as a lesson knows it: a room of one school, never a person. */
export interface InvitedClassroom {
  classroomId: ClassroomId;
  schoolId: SchoolId;
  /** For example «三年级二班». */
  name: string;
  schoolName: string;
}

export type Phase =
  | { name: 'planned' }
  | { name: 'open'; openedAt: number }
  | { name: 'ended'; openedAt: number | null; endedAt: number; reason: string | null };

/** What is recorded; `none`, for trials, leaves no record at all. */
export type RecordingPolicy = 'standard' | 'everything' | 'none';

export interface LessonFacts {
  lessonId: LessonId;
  title: string;
  subject: string;
  /** Name of the master teacher, as shown to all. */
  teacherName: string;
  /** The teacher of the paired school who teaches it too; null (or missing in an old log) when there is none. */
  coTeacherName: string | null;
  /** A trial: it is in no list of lessons that were taught. Missing in an old log. */
  rehearsal: boolean;
  courseId: CourseId | null;
  /** Planned start, milliseconds since the epoch. */
  startsAt: number;
  recording: RecordingPolicy;
}

export type Connection =
  | { state: 'here'; connectionId: string; since: number }
  | { state: 'away'; since: number }
  | { state: 'gone'; since: number };

export interface Participant {
  participantId: ParticipantId;
  role: Role;
  name: string;
  /** Set for classrooms. */
  classroomId: ClassroomId | null;
  schoolId: SchoolId | null;
  connection: Connection;
}

/** Where a track comes from. Kept equal to the sfu's own list. */
export type TrackSource = 'camera' | 'board' | 'table' | 'microphone' | 'screen' | 'screenAudio';

export interface Track {
  trackId: TrackId;
  participantId: ParticipantId;
  /** Role of its participant: decides who may know of the track. */
  role: Role;
  source: TrackSource;
  kind: 'audio' | 'video';
  /** Simulcast layers; 1 for sound. */
  layers: number;
  muted: boolean;
  /** The page load that publishes it. */
  session: string;
}

/** A classroom on stage, with everything that the other rooms may know of it. */
export interface StageEntry {
  participantId: ParticipantId;
  name: string;
  schoolName: string;
  calledAt: number;
  /** When its time box ends and it is handed back; null: when somebody does. Stands still while everything pauses. */
  endsAt: number | null;
  tracks: Track[];
}

/** A room's turns on stage in this lesson. */
export interface Turn {
  calls: number;
  /** Without a stay that still lasts. */
  stagedMs: number;
  /** The round of its last call; 0 before the first. */
  round: number;
  lastCalledAt: number | null;
}

export interface Hand {
  participantId: ParticipantId;
  raisedAt: number;
}

/** `track…` are of one track: nothing comes of it, its picture shows nothing, its microphone is dead, it is full of gaps. */
export const recordingAlarmCodes = [
  'noRecorder',
  'diskFull',
  'diskLow',
  'writeFailed',
  'trackStalled',
  'trackBlack',
  'trackSilent',
  'trackLossy',
] as const;
export type RecordingAlarmCode = (typeof recordingAlarmCodes)[number];
export interface RecordingAlarm {
  code: RecordingAlarmCode;
  trackId: TrackId | null;
  raisedAt: number;
}

export interface Recording {
  /** The recorder that has the lesson. */
  recorderId: ParticipantId | null;
  /** The one that records it a second time beside that. */
  twinId: ParticipantId | null;
  /** Web path of the archive's folder, with its secret; null before anything is kept. */
  archivePath: string | null;
  sealedAt: number | null;
  alarms: RecordingAlarm[];
}

/** The right to a seat: by which link it was given, to which device. Never leaves the server. */
export interface SeatGrant {
  participantId: ParticipantId;
  link: LinkName;
  deviceId: DeviceId;
  /** SHA-256 of the seat key, base64url. */
  keyHash: string;
  grantedAt: number;
}

/** Another device that waits for a seat. */
export interface SeatRequest {
  participantId: ParticipantId;
  deviceId: DeviceId;
  askedAt: number;
  allowed: boolean;
}

/** A participant that was sent out. */
export interface Removal {
  role: Role;
  name: string;
  /** Not even a new link of its seat lets it in. */
  blocked: boolean;
}

/** The last command of a participant, so that a repeat gets the same answer. Never leaves the server. */
export interface CommandMemory {
  number: number;
  value: unknown;
}

/** One lesson, folded from its log. What a participant holds is {@link project}'s part of it. */
export interface LessonState {
  /** Sequence number of the last event folded in; 0 before the first. */
  sequence: number;
  /** The log's time of that event, milliseconds since the epoch. */
  at: number;
  facts: LessonFacts | null;
  phase: Phase;
  classrooms: Record<ClassroomId, InvitedClassroom>;
  participants: Record<ParticipantId, Participant>;
  tracks: Record<TrackId, Track>;
  stage: StageEntry[];
  /** How often and how long rooms were on stage. A room knows its own. */
  turns: Record<ParticipantId, Turn>;
  /** The round of turns that calls by lot and in turn belong to: nobody is called twice before all present had a turn. */
  round: number;
  hands: Hand[];
  recording: Recording;
  seatRequests: SeatRequest[];
  grants: Record<ParticipantId, SeatGrant>;
  /** Participants that were removed and may not come back as they came. */
  removed: Record<ParticipantId, Removal>;
  /** How often each link was revoked; a token of a lower generation is void. */
  linkGenerations: Record<string, number>;
  commands: Record<ParticipantId, CommandMemory>;
  slides: SlidesState;
  ink: InkState;
  permission: PermissionState;
  attendance: AttendanceState;
  question: QuestionState;
  chat: ChatState;
  inquiry: InquiryState;
  help: HelpState;
  praise: PraiseState;
  timer: TimerState;
  film: FilmState;
  music: MusicState;
  programme: ProgrammeState;
  lead: LeadState;
  group: GroupState;
}

export const emptyLesson: LessonState = {
  sequence: 0,
  at: 0,
  facts: null,
  phase: { name: 'planned' },
  classrooms: {},
  participants: {},
  tracks: {},
  stage: [],
  turns: {},
  round: 1,
  hands: [],
  recording: { recorderId: null, twinId: null, archivePath: null, sealedAt: null, alarms: [] },
  seatRequests: [],
  grants: {},
  removed: {},
  linkGenerations: {},
  commands: {},
  slides: emptySlides,
  ink: emptyInk,
  permission: emptyPermission,
  attendance: emptyAttendance,
  question: emptyQuestion,
  chat: emptyChat,
  inquiry: emptyInquiry,
  help: emptyHelp,
  praise: emptyPraise,
  timer: emptyTimer,
  film: emptyFilm,
  music: emptyMusic,
  programme: emptyProgramme,
  lead: emptyLead,
  group: emptyGroups,
};
