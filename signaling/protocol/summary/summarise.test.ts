import { expect, test } from 'vitest';
import { classrooms, facts } from '../../src/decide/cast.test-support.ts';
import {
  type ClassroomId,
  classroomSeat,
  emptyLesson,
  evolve,
  type LessonEntry,
  type LessonEvent,
  type LessonState,
} from '../lesson.ts';
import { summarise } from './summarise.ts';
import { SummaryFold } from './summary-fold.ts';

const first = classroomSeat('room0');
const minute = 60_000;
const start = 1_000_000;

/** A log that is written by hand, and what is counted over it. */
class Story {
  state: LessonState = emptyLesson;
  readonly fold = new SummaryFold();
  now = start;

  constructor() {
    this.add({ type: 'lessonPlanned', facts });
    for (const classroom of classrooms.slice(0, 4)) this.add({ type: 'classroomInvited', classroom });
  }

  add(event: LessonEvent): this {
    const entry: LessonEntry = { sequence: this.state.sequence + 1, at: this.now, event };
    this.state = evolve(this.state, entry);
    this.fold.push(entry);
    return this;
  }

  wait(ms: number): this {
    this.now += ms;
    return this;
  }

  attach(index = 0): this {
    const classroomId = `room${index}` as ClassroomId;
    return this.add({
      type: 'participantAttached',
      participant: {
        participantId: classroomSeat(classroomId),
        role: 'classroom',
        name: `Class ${index}`,
        classroomId,
        schoolId: null,
      },
      connectionId: 'n.c',
    });
  }

  detach(): this {
    return this.add({ type: 'participantDetached', participantId: first, role: 'classroom' });
  }

  room(index = 0) {
    const found = summarise(this.state, this.fold, this.now).classrooms.find(
      ({ classroomId }) => classroomId === `room${index}`,
    );
    if (!found) throw new Error('no such room');
    return found;
  }
}

test('a line that goes down and comes back is an outage with its seconds; a page that is loaded anew is none', () => {
  const story = new Story().attach().wait(minute).add({ type: 'lessonOpened' });
  const opened = story.now;
  story.wait(minute).detach().wait(1_000).attach().wait(minute).detach().wait(20_000).attach().wait(minute);
  expect(story.room()).toMatchObject({
    firstInAt: opened,
    leftAt: null,
    connectedMs: 3 * minute,
    outages: 1,
    outageMs: 20_000,
  });
});

test('what comes before the opening and after the end is not counted', () => {
  const story = new Story().attach().wait(minute).detach().wait(minute).add({ type: 'lessonOpened' });
  story
    .wait(minute)
    .attach()
    .wait(minute)
    .add({ type: 'lessonEnded', reason: null })
    .wait(minute)
    .detach()
    .wait(minute);
  expect(story.room()).toMatchObject({ connectedMs: minute, outages: 0, outageMs: 0, leftAt: null });
  expect(summarise(story.state, story.fold, story.now)).toMatchObject({ durationMs: 2 * minute, phase: 'ended' });
});

test('a room that goes before the end has left; one that comes back after long had an outage', () => {
  const story = new Story().add({ type: 'lessonOpened' }).attach().wait(minute).detach();
  const left = story.now;
  story.wait(minute).add({ type: 'participantLeft', participantId: first, role: 'classroom' }).wait(minute);
  expect(story.room()).toMatchObject({ leftAt: left, outages: 0, connectedMs: minute });
  story.attach().wait(minute);
  expect(story.room()).toMatchObject({ leftAt: null, outages: 1, outageMs: 2 * minute, connectedMs: 2 * minute });
  story.add({ type: 'participantLeft', participantId: first, role: 'classroom' }).wait(minute).attach();
  expect(story.room(), 'to leave by oneself is no outage').toMatchObject({ outages: 1 });
});

test('times on stage, hands, messages, questions to the teacher and stars are counted', () => {
  const story = new Story().add({ type: 'lessonOpened' }).attach();
  const message = { author: 'classroom', name: 'Class 0', schoolName: '', text: 'x', schoolId: null } as const;
  const classroomId = 'room0' as ClassroomId;
  for (let turn = 0; turn < 2; turn += 1) {
    story.add({ type: 'handRaised', participantId: first });
    story.add({
      type: 'stageCalled',
      entry: { participantId: first, name: 'Class 0', schoolName: '', endsAt: null, tracks: [] } as never,
      classroomId,
      schoolId: null,
      because: 'hand',
    });
    story.wait(30_000).add({ type: 'stageLeft', participantId: first });
  }
  const written = { ...message, messageId: 'm1' as never, classroomId };
  story.add({ type: 'messageSent', participantId: first, message: written });
  story.add({ type: 'messagePublished', message: written });
  const asked = { inquiryId: 'q1' as never, participantId: first };
  story.add({ type: 'inquiryAsked', inquiry: { ...asked, classroomId, schoolId: null, text: 'Why?' } });
  story.add({ type: 'inquiryAnswered', ...asked, how: 'aloud', answer: '' });
  story.add({ type: 'inquiryAnswered', ...asked, how: 'written', answer: 'So.' });
  story.add({ type: 'helpCalled', participantId: first, classroomId, schoolId: null });
  const counted = { participantId: first, classroomId, schoolId: 'school0' as never, expected: 40, absent: [] };
  story.add({ type: 'attendanceTaken', attendance: { ...counted, present: 37 }, attending: [] });
  story.add({ type: 'attendanceTaken', attendance: { ...counted, present: 38 }, attending: [] });
  for (const classroom of classrooms.slice(0, 1)) {
    story.add({ type: 'starGiven', ...classroom }).add({ type: 'starGiven', ...classroom });
  }
  expect(story.room()).toMatchObject({
    stageTimes: 2,
    stageMs: minute,
    handsRaised: 2,
    messages: 2,
    inquiries: 1,
    inquiriesAnswered: 1,
    stars: 2,
    helpCalls: 1,
    present: 38,
    expected: 40,
  });
});

test('answers are counted by room, right ones where that can be told; schools add up their rooms', () => {
  const story = new Story().add({ type: 'lessonOpened' }).attach(0).attach(3);
  const questionId = 'question-1' as never;
  const choose = (choice: number) => ({ choices: [choice] });
  story.add({ type: 'questionAsked', questionId, kind: 'single', text: 'Which?', options: ['a', 'b'] });
  story.add({ type: 'questionKeySet', questionId, correct: choose(1) });
  const answered = (index: number, right: number, wrong: number): LessonEvent => ({
    type: 'questionAnswered',
    questionId,
    participantId: classroomSeat(`room${index}`),
    classroomId: `room${index}` as ClassroomId,
    schoolId: null,
    answers: {
      by: 'hands',
      hands: [
        { answer: choose(1), count: right },
        { answer: choose(0), count: wrong },
      ],
    },
  });
  story.add(answered(0, 20, 10)).add(answered(3, 5, 5));
  const summary = summarise(story.state, story.fold, story.now);
  expect(summary.questions).toMatchObject([
    { text: 'Which?', classrooms: 2, answers: 40, chosen: [15, 25], answersRight: 25 },
  ]);
  expect(story.room(3)).toMatchObject({ questionsAnswered: 1, answers: 10, answersRight: 5, answersJudged: 10 });
  // Rooms 0 and 3 are of one school in the cast.
  expect(summary.schools.find(({ schoolId }) => schoolId === 'school0')).toMatchObject({
    classrooms: 2,
    classroomsThere: 2,
    answers: 40,
    answersRight: 25,
    present: null,
  });
  const own = summarise(story.state, story.fold, story.now, first);
  expect(own.classrooms.map(({ classroomId }) => classroomId)).toEqual(['room0']);
  expect(own.schools).toMatchObject([{ classrooms: 1, answers: 30 }]);
  expect(own.questions).toMatchObject([{ classrooms: 1, answers: 30, chosen: [10, 20], answersRight: 20 }]);
});
