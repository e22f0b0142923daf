import { expect, test } from 'vitest';
import { LessonStory, opened } from '../../src/testing/lesson-story.test-support.ts';
import { LearningFold } from './learning-fold.ts';

const minute = 60_000;

test('a pupil is present or absent as the aide said last, since the moment of saying so', () => {
  const story = new LessonStory().attach().attendance(['p1', 'p2'], ['p3']).goTo(minute);
  const room = story
    .attendance(['p1', 'p3'], ['p2'], 40)
    .goTo(30 * minute)
    .end()
    .room();
  const attendance = Object.fromEntries(room.pupils.map((pupil) => [pupil.pupilId, pupil.attendance]));
  expect(attendance).toEqual({
    p1: { sequence: 5, at: opened, present: true, reason: null },
    p3: { sequence: 6, at: opened + minute, present: true, reason: null },
    p2: { sequence: 6, at: opened + minute, present: false, reason: 'ill' },
  });
  expect(room.counts).toMatchObject({ present: 40, expected: 3, connectedMs: 30 * minute });
});

test('answers are the last of each pupil, with the moment of giving; what is right is told where it can be', () => {
  const story = new LessonStory().attach().attendance(['p1', 'p2', 'p3'], []);
  story.ask('q1', 'single').goTo(1_000).choose('q1', { p1: 0, p2: 2, p3: 1 });
  story.goTo(2_000).choose('q1', { p1: 2, p3: null });
  // Told only afterwards.
  story.goTo(3_000).key('q1', { choices: [2] });
  story.ask('q2', 'open').goTo(4_000).key('q2', { text: '木星' });
  story.answer('q2', { by: 'devices', pupils: [{ pupilId: 'n12' as never, answer: { text: '木星' } }] });
  const { pupils } = story.goTo(minute).end().room();
  const given = Object.fromEntries(pupils.map(({ pupilId, answers }) => [pupilId, answers]));
  expect(given.p1).toMatchObject([{ at: opened + 2_000, answer: { choices: [2] }, right: true, by: 'devices' }]);
  expect(given.p2).toMatchObject([{ at: opened + 1_000, right: true }]);
  expect(given.p3).toEqual([]);
  expect(given.n12, 'known by a number only; a text is for people to judge').toMatchObject([{ right: null }]);
  expect(pupils.find(({ pupilId }) => pupilId === 'n12')?.attendance).toBeNull();
});

test('of several options all must be chosen, and no other', () => {
  const story = new LessonStory()
    .attach()
    .ask('q1', 'multiple')
    .key('q1', { choices: [0, 2] });
  const pupils = [[0, 2], [0], [0, 1, 2]].map((choices, index) => ({
    pupilId: `p${index}` as never,
    answer: { choices },
  }));
  const { pupils: answered } = story.answer('q1', { by: 'cards', pupils }).end().room();
  expect(answered.map(({ answers }) => answers[0]?.right)).toEqual([true, false, false]);
});

test('hands are counted for the room, without those of pupils who answered by themselves', () => {
  const story = new LessonStory()
    .attach()
    .ask('q1', 'trueFalse')
    .key('q1', { choices: [1] })
    .choose('q1', { p1: 1 });
  const hands = [
    { answer: { choices: [0] }, count: 10 },
    { answer: { choices: [1] }, count: 25 },
  ];
  const { hands: counted } = story.goTo(5_000).answer('q1', { by: 'hands', hands }).end().room();
  expect(counted).toMatchObject([{ at: opened + 5_000, right: 25, total: 35 }]);
});

test('time on stage, and in it the time with a microphone that is open and connected', () => {
  const story = new LessonStory().attach().goTo(10_000).call({ muted: true });
  story.goTo(12_000).microphone(false).goTo(20_000).microphone(true).goTo(25_000).microphone(false);
  // The line is down for four seconds: nobody hears it then.
  story.goTo(27_000).detach().goTo(31_000).attach();
  story.goTo(34_000).add({ type: 'interactionForbidden' });
  story.goTo(40_000).leaveStage();
  // The end takes from the stage who is still there.
  story.goTo(50_000).call(null).goTo(minute).end();
  const [first, second] = story.room().stays;
  expect(first).toMatchObject({ at: opened + 10_000, untilAt: opened + 40_000, because: 'hand' });
  expect(first?.microphoneOpenMs).toBe(8_000 + 2_000 + 3_000);
  expect(second).toMatchObject({ at: opened + 50_000, untilAt: opened + minute, microphoneOpenMs: 0 });
});

test('questions to the teacher with what became of them, the buzzer, and stars that were not taken back', () => {
  const story = new LessonStory().attach().inquiry('i1', '为什么？').inquiry('i2', '什么？').inquiry('i3', '谁？');
  const seat = { participantId: 'c-room1' as never };
  story.add({ type: 'inquiryWithdrawn', inquiryId: 'i1' as never, ...seat });
  story.add({ type: 'inquiryDeclined', inquiryId: 'i3' as never, ...seat });
  story.add({ type: 'inquiryAnswered', inquiryId: 'i2' as never, ...seat, how: 'aloud', answer: '' });
  const from = { ...seat, classroomId: 'room1' as never, schoolId: null, questionId: 'b1' as never };
  story
    .ask('b1', 'buzzer')
    .goTo(1_000)
    .add({ type: 'buzzerPressed', ...from, pressedAt: 0, lineMs: 0 });
  story.goTo(2_000).add({ type: 'buzzerWon', ...from });
  story
    .goTo(3_000)
    .star()
    .goTo(4_000)
    .star()
    .add({ type: 'starTakenBack', classroomId: 'room1' as never });
  const room = story.end().room();
  expect(room.inquiries.map(({ inquiryId, outcome }) => [inquiryId, outcome])).toEqual([
    ['i2', 'answered'],
    ['i3', 'declined'],
  ]);
  expect(room.buzzers).toMatchObject([{ at: opened + 1_000, won: true }]);
  expect(room.stars.map(({ at }) => at)).toEqual([opened + 3_000]);
});

test('there is no record before the end, nor of a lesson that never began', () => {
  const fold = new LearningFold();
  const story = new LessonStory().attach();
  for (const entry of story.log) fold.push(entry);
  expect(fold.record()).toBeNull();
  const [planned] = story.log;
  const never = new LearningFold();
  if (planned) never.push(planned);
  never.push({ sequence: 2, at: opened, event: { type: 'lessonEnded', reason: null } });
  expect(never.record()).toBeNull();
});
