import type { EventDefinitions } from './event-definition.ts';
import type { ClassroomId, ParticipantId, PupilId, QuestionId, SchoolId } from './ids.ts';
import { addAnswers } from './question-answers.ts';
import type { RecordWriter } from './record-writer.ts';
import { isStaff } from './role.ts';
import type { LessonState } from './state.ts';
import { toEveryone, toStaff, type Viewer } from './visibility.ts';

/** `buzzer`: the first classroom to press may answer aloud; the others are answered by what pupils choose or say. */
export type QuestionKind = 'single' | 'multiple' | 'trueFalse' | 'number' | 'open' | 'buzzer';

/** Options by their place, from 0 and rising; for `trueFalse` 0 is true and 1 is false. */
export type AnswerValue = { choices: number[] } | { number: number } | { text: string };

/** Hands that were counted for one answer. Of a `multiple` question each option is counted by itself. */
export interface HandCount {
  answer: AnswerValue;
  count: number;
}

/** A pupil's answer, and how it came: read from a card, or from a device of the pupil's own. */
export interface PupilAnswer {
  answer: AnswerValue;
  by: 'cards' | 'devices';
}

/** What a classroom gives at once: all its counted hands anew, or answers of some pupils; null takes one back. */
export type GivenAnswers =
  | { by: 'hands'; hands: HandCount[] }
  | { by: 'cards' | 'devices'; pupils: { pupilId: PupilId; answer: AnswerValue | null }[] };

/** A classroom's answers. Counted hands are of those pupils who do not answer by themselves. */
export interface RoomAnswers {
  hands: HandCount[];
  pupils: Record<PupilId, PupilAnswer>;
  /** Lesson clock of the latest change. */
  at: number;
}

/** Over all classrooms together: never of one room or pupil. */
export interface QuestionResults {
  /** Classrooms and pupils that answered; of counted hands of a `multiple` question at least so many. */
  classrooms: number;
  people: number;
  /** For each option, how many chose it; empty where there are none. */
  counts: number[];
  /** The most frequent numbers; of an open question the texts that the teacher picked. */
  said: { answer: number | string; count: number }[];
}

export interface Question {
  questionId: QuestionId;
  kind: QuestionKind;
  /** Empty when it is asked aloud. */
  text: string;
  /** Of `single` and `multiple`: a text for each, empty for a letter alone. Empty for the other kinds. */
  options: string[];
  askedAt: number;
  closedAt: number | null;
  /** What was shown to all, and when it was shown last. */
  results: QuestionResults | null;
  /** Known to all once it was shown. */
  correct: AnswerValue | null;
  /** Of a decided `buzzer`: how many classrooms pressed. */
  pressed: number | null;
}

/** A press of the buzzer: when, on the lesson clock and without what the line took; see `decide/buzzer.ts`. */
export interface BuzzerPress {
  pressedAt: number;
  /** What was taken off for the line, milliseconds. */
  lineMs: number;
  /** When the log took it, on its clock. */
  at: number;
  /** First of all, once that is decided. */
  won: boolean;
}

/** Questions to the class and their answers, per classroom and, where known, per pupil. */
export interface QuestionState {
  /** In the order of their asking. Only the last one can be open. */
  asked: Question[];
  /** Which of them all screens show. */
  onScreen: QuestionId | null;
  /** What is right, for staff, before all know. */
  keys: Record<QuestionId, AnswerValue>;
  /** Staff see all rooms; a room its own. */
  rooms: Record<QuestionId, Record<ParticipantId, RoomAnswers>>;
  /** In the order in which the log has them. Staff see all; a room its own. */
  presses: Record<QuestionId, Record<ParticipantId, BuzzerPress>>;
}

export const emptyQuestion: QuestionState = { asked: [], onScreen: null, keys: {}, rooms: {}, presses: {} };

/** The classroom that something is about, with the stable ids that records of schools need. */
export interface FromClassroom {
  participantId: ParticipantId;
  classroomId: ClassroomId | null;
  schoolId: SchoolId | null;
}

/** Questions to the class and their answers, per classroom and, where known, per pupil. */
export interface QuestionEvents {
  questionAsked: { questionId: QuestionId; kind: QuestionKind; text: string; options: string[] };
  /** What is right; told to staff only. */
  questionKeySet: { questionId: QuestionId; correct: AnswerValue };
  questionAnswered: { questionId: QuestionId; answers: GivenAnswers } & FromClassroom;
  questionClosed: { questionId: QuestionId };
  questionResultsShown: { questionId: QuestionId; results: QuestionResults };
  questionKeyShown: { questionId: QuestionId; correct: AnswerValue };
  /** No screen shows a question any more. */
  questionCleared: { questionId: QuestionId };
  buzzerPressed: { questionId: QuestionId; pressedAt: number; lineMs: number } & FromClassroom;
  /** Told to staff and to the first classroom alone. */
  buzzerWon: { questionId: QuestionId } & FromClassroom;
  /** Who was first is known to the others once that classroom is called on stage. */
  buzzerDecided: { questionId: QuestionId; pressed: number };
}

const withQuestion = (state: LessonState, change: Partial<QuestionState>): LessonState => ({
  ...state,
  question: { ...state.question, ...change },
});

const changed = (state: LessonState, id: QuestionId, change: Partial<Question>): Question[] =>
  state.question.asked.map((each) => (each.questionId === id ? { ...each, ...change } : each));

/** Closes what is open and clears the screens. For the end of the lesson. */
export const endQuestions = (question: QuestionState, at: number): QuestionState => ({
  ...question,
  asked: question.asked.map((each) => (each.closedAt === null ? { ...each, closedAt: at } : each)),
  onScreen: null,
});

/** A record of records with one inner value set. */
function setWithin<Outer extends string, Inner extends string, Value>(
  record: Record<Outer, Record<Inner, Value>>,
  outer: Outer,
  inner: Inner,
  value: Value,
  records: RecordWriter,
): Record<Outer, Record<Inner, Value>> {
  const within = Object.hasOwn(record, outer) ? record[outer] : ({} as Record<Inner, Value>);
  return records.set(record, outer, records.set(within, inner, value));
}

export const questionEvents: EventDefinitions<QuestionEvents> = {
  questionAsked: {
    visibility: () => toEveryone,
    evolve: (state, { questionId, kind, text, options }, at) => {
      const own = { closedAt: null, results: null, correct: null, pressed: null };
      return withQuestion(state, {
        asked: [...state.question.asked, { questionId, kind, text, options, askedAt: at, ...own }],
        onScreen: questionId,
      });
    },
  },
  questionKeySet: {
    visibility: () => toStaff,
    evolve: (state, { questionId, correct }, _at, records) =>
      withQuestion(state, { keys: records.set(state.question.keys, questionId, correct) }),
  },
  questionAnswered: {
    visibility: ({ participantId }) => ({ to: 'seat', participantId }),
    evolve: (state, { questionId, participantId, answers }, at, records) => {
      const { rooms } = state.question;
      const room = addAnswers(rooms[questionId]?.[participantId], answers, at, records);
      return withQuestion(state, { rooms: setWithin(rooms, questionId, participantId, room, records) });
    },
  },
  questionClosed: {
    visibility: () => toEveryone,
    evolve: (state, { questionId }, at) => withQuestion(state, { asked: changed(state, questionId, { closedAt: at }) }),
  },
  questionResultsShown: {
    visibility: () => toEveryone,
    evolve: (state, { questionId, results }) =>
      withQuestion(state, { asked: changed(state, questionId, { results }), onScreen: questionId }),
  },
  questionKeyShown: {
    visibility: () => toEveryone,
    evolve: (state, { questionId, correct }) =>
      withQuestion(state, { asked: changed(state, questionId, { correct }), onScreen: questionId }),
  },
  questionCleared: {
    visibility: () => toEveryone,
    evolve: (state) => withQuestion(state, { onScreen: null }),
  },
  buzzerPressed: {
    visibility: ({ participantId }) => ({ to: 'seat', participantId }),
    evolve: (state, { questionId, participantId, pressedAt, lineMs }, at, records) => {
      const press = { pressedAt, lineMs, at, won: false };
      return withQuestion(state, {
        presses: setWithin(state.question.presses, questionId, participantId, press, records),
      });
    },
  },
  buzzerWon: {
    visibility: ({ participantId }) => ({ to: 'seat', participantId }),
    evolve: (state, { questionId, participantId }, _at, records) => {
      const { presses } = state.question;
      const press = presses[questionId]?.[participantId];
      if (!press) return state;
      return withQuestion(state, {
        presses: setWithin(presses, questionId, participantId, { ...press, won: true }, records),
      });
    },
  },
  buzzerDecided: {
    visibility: () => toEveryone,
    evolve: (state, { questionId, pressed }, at) =>
      withQuestion(state, { asked: changed(state, questionId, { closedAt: at, pressed }) }),
  },
};

/** Of a record by question and classroom, only what is the viewer's own. */
function ownOf<Value>(
  record: Record<QuestionId, Record<ParticipantId, Value>>,
  { participantId }: Viewer,
): Record<QuestionId, Record<ParticipantId, Value>> {
  const own: Record<QuestionId, Record<ParticipantId, Value>> = {};
  for (const [id, rooms] of Object.entries(record)) {
    const value = Object.hasOwn(rooms, participantId) ? rooms[participantId] : undefined;
    if (value !== undefined) own[id as QuestionId] = { [participantId]: value };
  }
  return own;
}

/** What a viewer may see of it. */
export const projectQuestion = (question: QuestionState, viewer: Viewer): QuestionState =>
  isStaff(viewer.role)
    ? question
    : {
        ...question,
        keys: {},
        rooms: ownOf(question.rooms, viewer),
        presses: ownOf(question.presses, viewer),
      };
