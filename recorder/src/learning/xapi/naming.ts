import type { ClassroomId, LessonId, PupilId, SchoolId } from '@tongke/signaling/protocol/lesson';
import { nameUuid, urlNamespace } from './name-uuid.ts';
import type { Account, Iri } from './statement.ts';

/** How statements name people, lessons and moments. */
export interface XapiSettings {
  /** Address of this installation, ending with `/`: whose accounts and activities they are. */
  home: Iri;
  /** Of the texts that people typed (RFC 5646). */
  language: string;
  /** Whether statements carry links into the replay. Who has such a link may watch the lesson. */
  replayLinks: boolean;
}

/** The names in one installation's statements: opaque accounts, activity ids, and ids that are the same at every making. */
export class Naming {
  readonly settings: XapiSettings;
  readonly #namespace: string;

  constructor(settings: XapiSettings) {
    this.settings = settings;
    this.#namespace = nameUuid(urlNamespace, settings.home);
  }

  classroom(id: ClassroomId): Account {
    return this.#account(`classroom/${id}`);
  }

  /** Of one classroom: who is known by a number only has that number's id in each of them. */
  pupil(classroomId: ClassroomId, id: PupilId): Account {
    return this.#account(`pupil/${classroomId}/${id}`);
  }

  /** Of one lesson: the log knows no teacher beyond it. */
  teacher(lessonId: LessonId): Account {
    return this.#account(`teacher/${lessonId}`);
  }

  school(id: SchoolId): Iri {
    return `${this.settings.home}xapi/schools/${id}`;
  }

  course(id: string): Iri {
    return `${this.settings.home}xapi/courses/${id}`;
  }

  lesson(id: LessonId): Iri {
    return `${this.settings.home}xapi/lessons/${id}`;
  }

  question(lessonId: LessonId, id: string): Iri {
    return `${this.lesson(lessonId)}/questions/${id}`;
  }

  inquiry(lessonId: LessonId, id: string): Iri {
    return `${this.lesson(lessonId)}/inquiries/${id}`;
  }

  registration(lessonId: LessonId): string {
    return nameUuid(this.#namespace, `lesson/${lessonId}`);
  }

  /** Of what one event of a lesson says of somebody. */
  statement(lessonId: LessonId, sequence: number, verb: string, account: Account): string {
    return nameUuid(this.#namespace, `lesson/${lessonId}/${sequence}/${verb}/${account.name}`);
  }

  #account(name: string): Account {
    return { homePage: this.settings.home, name };
  }
}
