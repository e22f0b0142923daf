import type {
  ClassroomRecord,
  LessonRecord,
  Moment,
  PupilAnswerRecord,
  PupilRecord,
} from '@tongke/signaling/protocol/lesson';
import { Activities, profile } from './activities.ts';
import { isoDuration } from './duration.ts';
import type { Naming } from './naming.ts';
import { ReplayLinks } from './replay-links.ts';
import { responseOf } from './responses.ts';
import { roomStatements } from './room-statements.ts';
import type { Activity, Agent, Context, Extensions, Group, Result, Statement } from './statement.ts';
import { extensions, type VerbName, verbs } from './vocabulary.ts';

/** Something to be said: who did what, when, and how it went. */
export interface Said {
  moment: Moment;
  verb: VerbName;
  object: Activity;
  result?: Result;
  extensions?: Extensions;
}

/**
 * A lesson's record as xAPI statements, in a fixed order and with ids that are the same at every making, so that sending
 * them again changes nothing. `webPath`: of the archive. A rehearsal is no lesson: nothing is said of it.
 */
export function* statementsOf(record: LessonRecord, naming: Naming, webPath: string): Generator<Statement> {
  if (record.facts.rehearsal) return;
  const speaker = new Speaker(record, naming, new ReplayLinks(naming.settings, webPath, record.openedAt));
  for (const room of record.classrooms) {
    const group = groupOf(room, naming);
    for (const said of roomStatements(room, speaker.activities)) yield speaker.say(group, said, room);
    for (const pupil of room.pupils) {
      const account = naming.pupil(room.classroom.classroomId, pupil.pupilId);
      const agent: Agent = { objectType: 'Agent', account };
      for (const said of pupilStatements(pupil, speaker.activities)) yield speaker.say(agent, said, room);
    }
  }
}

/** A classroom, with those who are known to have been there. */
function groupOf({ classroom, pupils }: ClassroomRecord, naming: Naming): Group {
  const { classroomId } = classroom;
  const member = pupils
    .filter(({ attendance }) => attendance?.present)
    .map(({ pupilId }): Agent => ({ objectType: 'Agent', account: naming.pupil(classroomId, pupilId) }));
  const account = naming.classroom(classroomId);
  return { objectType: 'Group', account, ...(member.length === 0 ? {} : { member }) };
}

function* pupilStatements({ attendance, answers }: PupilRecord, activities: Activities): Generator<Said> {
  if (attendance) {
    const { present, reason } = attendance;
    const why = reason === null ? {} : { extensions: { [extensions.absenceReason]: reason } };
    yield { moment: attendance, verb: present ? 'attended' : 'missed', object: activities.lesson, ...why };
  }
  for (const answer of answers) {
    yield {
      moment: answer,
      verb: 'answered',
      object: activities.question(answer.asked),
      result: resultOf(answer),
      extensions: { [extensions.answeredBy]: answer.by },
    };
  }
}

function resultOf({ asked, answer, right, by, at }: PupilAnswerRecord): Result {
  const { question } = asked;
  const points = right ? 1 : 0;
  const judged = right === null ? {} : { score: { scaled: points, raw: points, min: 0, max: 1 }, success: right };
  // A card is read when the camera finds it, which says nothing of how long the pupil thought.
  const duration = by === 'devices' ? { duration: isoDuration(at - question.askedAt) } : {};
  return { ...judged, response: responseOf(question, answer), ...duration };
}

/** Makes statements of what is said, in one lesson's context. */
class Speaker {
  readonly activities: Activities;
  readonly #record: LessonRecord;
  readonly #naming: Naming;
  readonly #links: ReplayLinks;
  readonly #registration: string;
  readonly #instructor: Agent;

  constructor(record: LessonRecord, naming: Naming, links: ReplayLinks) {
    this.#record = record;
    this.#naming = naming;
    this.#links = links;
    this.activities = new Activities(record, naming, links);
    const { lessonId, teacherName } = record.facts;
    this.#registration = naming.registration(lessonId);
    const name = teacherName === '' ? {} : { name: teacherName };
    this.#instructor = { objectType: 'Agent', ...name, account: naming.teacher(lessonId) };
  }

  say(actor: Agent | Group, said: Said, room: ClassroomRecord): Statement {
    const { moment, verb, object, result } = said;
    return {
      id: this.#naming.statement(this.#record.facts.lessonId, moment.sequence, verb, actor.account),
      actor,
      verb: verbs[verb],
      object,
      ...(result === undefined ? {} : { result }),
      context: this.#context(actor, said, room),
      timestamp: new Date(moment.at).toISOString(),
    };
  }

  #context(actor: Agent | Group, { moment, object, extensions: more }: Said, { classroom }: ClassroomRecord): Context {
    const { settings } = this.#naming;
    const { course } = this.activities;
    const isLesson = object.id === this.activities.lesson.id;
    const link = this.#links.to(moment.at);
    const team: Group = { objectType: 'Group', account: this.#naming.classroom(classroom.classroomId) };
    return {
      registration: this.#registration,
      instructor: this.#instructor,
      ...(actor.objectType === 'Group' ? {} : { team }),
      contextActivities: {
        ...(isLesson ? {} : { parent: [this.activities.parent] }),
        ...(course.length === 0 ? {} : { grouping: [...course] }),
        category: [profile],
      },
      platform: 'Tongke',
      language: settings.language,
      extensions: {
        [extensions.second]: this.#links.secondOf(moment.at),
        ...(link === null ? {} : { [extensions.replay]: link }),
        [extensions.school]: this.#naming.school(classroom.schoolId),
        ...more,
      },
    };
  }
}
