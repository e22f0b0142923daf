declare const brand: unique symbol;
/** A string that only its maker may produce: an id of one thing cannot be given where another's is expected. */
type Id<Name extends string> = string & { readonly [brand]: Name };

export type LessonId = Id<'LessonId'>;
/** A seat in one lesson: a classroom with its forty pupils, a teacher, an assistant, an inspector, a recorder, a viewer. */
export type ParticipantId = Id<'ParticipantId'>;
export type TrackId = Id<'TrackId'>;
export type SchoolId = Id<'SchoolId'>;
export type ClassroomId = Id<'ClassroomId'>;
export type CourseId = Id<'CourseId'>;
export type DeviceId = Id<'DeviceId'>;
/** A pupil of one classroom. Says nothing of who that is: names never enter the log. */
export type PupilId = Id<'PupilId'>;
export type QuestionId = Id<'QuestionId'>;
export type MessageId = Id<'MessageId'>;
export type InquiryId = Id<'InquiryId'>;
/** A group of classrooms within a lesson. */
export type GroupId = Id<'GroupId'>;
/** A deck of pages or a board. */
export type DeckId = Id<'DeckId'>;
/** A file, named by its content: its SHA-256 in hexadecimal, and the ending of its type. */
export type MaterialId = Id<'MaterialId'>;
/** Something drawn on a page. */
export type StrokeId = Id<'StrokeId'>;

const pattern = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Whether a string may be an id: 1 to 64 letters, digits, `_` and `-`; safe in paths, links and logs, and as a key of a
 * record: what every object answers to by itself (`constructor`, `__proto__`, …) is no id.
 */
export const isId = (value: string): boolean => pattern.test(value) && !(value in Object.prototype);

const make =
  <T extends string>(what: string) =>
  (value: string): T => {
    if (!isId(value)) throw new TypeError(`not a ${what}: ${JSON.stringify(value.slice(0, 80))}`);
    return value as T;
  };

export const lessonId = make<LessonId>('lesson id');
export const participantId = make<ParticipantId>('participant id');
export const trackId = make<TrackId>('track id');
export const schoolId = make<SchoolId>('school id');
export const classroomId = make<ClassroomId>('classroom id');
export const courseId = make<CourseId>('course id');
export const deviceId = make<DeviceId>('device id');
export const pupilId = make<PupilId>('pupil id');
export const questionId = make<QuestionId>('question id');
export const messageId = make<MessageId>('message id');
export const inquiryId = make<InquiryId>('inquiry id');
export const groupId = make<GroupId>('group id');
export const deckId = make<DeckId>('deck id');

/** Endings of the files that a lesson may refer to. */
export const materialEndings = ['jpg', 'png', 'webp', 'mp4', 'webm', 'mp3', 'm4a', 'ogg', 'wav'] as const;
export type MaterialEnding = (typeof materialEndings)[number];
const materialPattern = new RegExp(`^[0-9a-f]{64}\\.(?:${materialEndings.join('|')})$`);

/** Whether a string may name a material; safe in paths, links and logs. */
export const isMaterialId = (value: string): value is MaterialId => materialPattern.test(value);

export function materialId(value: string): MaterialId {
  if (!isMaterialId(value)) throw new TypeError(`not a material id: ${JSON.stringify(value.slice(0, 80))}`);
  return value;
}

/** Whether a string may be the id of a stroke, which its device makes: short, since it stands in the log with every stroke. */
export const isStrokeId = (value: string): value is StrokeId => /^s[A-Za-z0-9_-]{7}$/.test(value);
