import { type PupilId, pupilId, type QuestionResults, questionId } from '../lesson.ts';
import type { QuestionEvents } from '../question.ts';
import { classroomOf, everyone, type Rows, staff, staffAndClassroom, viewers } from './rows.test-support.ts';

const about = { questionId: questionId('question-1') };
const { classroomId, schoolId } = classroomOf;
const room = { participantId: viewers.classroom.participantId, classroomId, schoolId };
const results: QuestionResults = { classrooms: 1, people: 3, counts: [1, 2], said: [] };
const right = { choices: [1] };

export const questionRows: Rows<keyof QuestionEvents> = {
  questionAsked: [
    {
      event: { type: 'questionAsked', ...about, kind: 'single', text: '1 + 1', options: ['1', '2'] },
      seenBy: everyone,
    },
  ],
  questionKeySet: [{ event: { type: 'questionKeySet', ...about, correct: right }, seenBy: staff }],
  questionAnswered: [
    {
      event: {
        type: 'questionAnswered',
        ...about,
        ...room,
        answers: { by: 'hands', hands: [{ answer: right, count: 3 }] },
      },
      seenBy: staffAndClassroom,
    },
    {
      event: {
        type: 'questionAnswered',
        ...about,
        ...room,
        answers: { by: 'cards', pupils: [{ pupilId: pupilId('pupil-1') satisfies PupilId, answer: right }] },
      },
      seenBy: staffAndClassroom,
    },
  ],
  questionClosed: [{ event: { type: 'questionClosed', ...about }, seenBy: everyone }],
  questionResultsShown: [{ event: { type: 'questionResultsShown', ...about, results }, seenBy: everyone }],
  questionKeyShown: [{ event: { type: 'questionKeyShown', ...about, correct: right }, seenBy: everyone }],
  questionCleared: [{ event: { type: 'questionCleared', ...about }, seenBy: everyone }],
  buzzerPressed: [
    { event: { type: 'buzzerPressed', ...about, ...room, pressedAt: 1, lineMs: 2 }, seenBy: staffAndClassroom },
  ],
  buzzerWon: [{ event: { type: 'buzzerWon', ...about, ...room }, seenBy: staffAndClassroom }],
  buzzerDecided: [{ event: { type: 'buzzerDecided', ...about, pressed: 2 }, seenBy: everyone }],
};
