import type { LessonFacts, LessonRecord, RecordedQuestion } from '@tongke/signaling/protocol/lesson';
import type { Naming } from './naming.ts';
import type { ReplayLinks } from './replay-links.ts';
import { interactionOf } from './responses.ts';
import type { Activity, LanguageMap } from './statement.ts';
import { activityTypes, vocabulary } from './vocabulary.ts';

/** That statements follow this vocabulary. */
export const profile: Activity = { objectType: 'Activity', id: vocabulary };

/** The activities of one lesson, each said whole. Their definitions do not depend on who did what. */
export class Activities {
  readonly lesson: Activity;
  /** The lesson by its name alone: what it is stands where it is the object. */
  readonly parent: Activity;
  /** The course that the lesson belongs to; none when it stands alone. */
  readonly course: readonly Activity[];
  readonly #questions = new Map<string, Activity>();
  readonly #record: LessonRecord;
  readonly #naming: Naming;
  readonly #links: ReplayLinks;

  constructor(record: LessonRecord, naming: Naming, links: ReplayLinks) {
    this.#record = record;
    this.#naming = naming;
    this.#links = links;
    this.lesson = this.#lesson(record.facts);
    this.parent = { objectType: 'Activity', id: this.lesson.id };
    const { courseId } = record.facts;
    const definition = { type: activityTypes.course };
    this.course = courseId ? [{ objectType: 'Activity', id: naming.course(courseId), definition }] : [];
  }

  question(asked: RecordedQuestion): Activity {
    const { questionId } = asked.question;
    const known = this.#questions.get(questionId) ?? this.#question(asked);
    this.#questions.set(questionId, known);
    return known;
  }

  #question({ question, key }: RecordedQuestion): Activity {
    const interaction = interactionOf(question, key, this.#naming.settings.language);
    return {
      objectType: 'Activity',
      id: this.#naming.question(this.#record.facts.lessonId, question.questionId),
      definition: {
        type: interaction ? activityTypes.interaction : activityTypes.question,
        ...this.#named(question.text),
        ...this.#links.moreInfo(question.askedAt),
        ...interaction,
      },
    };
  }

  /** A classroom's own question, without its text. */
  inquiry(inquiryId: string, at: number): Activity {
    const id = this.#naming.inquiry(this.#record.facts.lessonId, inquiryId);
    return {
      objectType: 'Activity',
      id,
      definition: { type: activityTypes.question, ...this.#links.moreInfo(at) },
    };
  }

  #lesson({ lessonId, title, subject }: LessonFacts): Activity {
    const description = subject === '' ? {} : { description: this.#text(subject) };
    return {
      objectType: 'Activity',
      id: this.#naming.lesson(lessonId),
      definition: {
        type: activityTypes.lesson,
        ...this.#named(title),
        ...description,
        ...this.#links.moreInfo(this.#record.openedAt),
      },
    };
  }

  #named = (text: string): { name?: LanguageMap } => (text === '' ? {} : { name: this.#text(text) });
  #text = (text: string): LanguageMap => ({ [this.#naming.settings.language]: text });
}
