import type {
  ClassroomId,
  CommandInput,
  EventType,
  InquiryId,
  MessageId,
  ParticipantId,
  QuestionId,
} from '@tongke/signaling/protocol/lesson';
import type { MadeLesson } from '../demo/lesson.ts';
import type { RawSeat } from './raw-seat.ts';

/** Who plays a lesson in which everything happens that can. `listener` is another room than `room`. */
export interface Cast {
  teacher: RawSeat;
  assistant: RawSeat;
  room: RawSeat;
  listener: RawSeat;
}

/** Kinds of events that need real media, a lost line, or another lesson; other tests have them happen. */
export const unplayed: readonly EventType[] = [
  'trackPublished',
  'trackUnpublished',
  'trackMuted',
  'stageTracksChanged',
  'recordingAlarmRaised',
  'recordingAlarmCleared',
  'seatRequested',
  'seatAllowed',
  'participantDetached',
  'participantLeft',
  'linkRevoked',
  'leadTaken',
  'leadOffered',
  'leadOfferWithdrawn',
];

/** Gives commands until every kind of event has happened. What only one room may know is said in words of its own. */
export async function playEverything(cast: Cast, lesson: MadeLesson): Promise<void> {
  await hands(cast);
  await permissions(cast);
  await chat(cast);
  await inquiries(cast);
  await questions(cast);
  await praise(cast, lesson);
  await timer(cast);
  await removal(cast);
}

async function hands({ teacher, room }: Cast): Promise<void> {
  const participantId = room.participantId as ParticipantId;
  await room.give('hand:raise', {});
  await room.give('hand:lower', {});
  await teacher.give('stage:call', { participantId });
  await teacher.give('stage:leave', { participantId });
}

async function permissions({ teacher, room }: Cast): Promise<void> {
  const participantId = room.participantId as ParticipantId;
  await teacher.give('permission:switch', { participantId, what: 'file', on: false });
  await teacher.give('permission:switch', { participantId: null, what: 'screen', on: false });
  for (const on of [true, false]) {
    await teacher.give('permission:pause', { paused: on });
    await teacher.give('permission:forbid', { forbidden: on });
  }
}

async function chat({ teacher, room }: Cast): Promise<void> {
  const participantId = room.participantId as ParticipantId;
  const send = async (seat: RawSeat, to: CommandInput<'chat:send'>['to'], text: string) =>
    ((await seat.give('chat:send', { to, text })) as { messageId: MessageId }).messageId;
  const whisper = await send(room, { kind: 'staff' }, 'room A whispers to staff');
  await send(teacher, { kind: 'seat', participantId }, 'staff whisper to room A');
  const greeting = await send(teacher, { kind: 'all' }, 'good morning everybody');
  await teacher.give('chat:decline', { messageId: await send(room, { kind: 'all' }, 'room A shouts badly') });
  await teacher.give('chat:approve', { messageId: await send(room, { kind: 'all' }, 'room A greets all') });
  await teacher.give('chat:hide', { messageId: whisper, participantId });
  await teacher.give('chat:hide', { messageId: greeting, participantId: null });
  await teacher.give('chat:open', { allowed: true });
}

async function inquiries({ assistant, room }: Cast): Promise<void> {
  const ask = async (text: string) =>
    ((await room.give('inquiry:ask', { text })) as { inquiryId: InquiryId }).inquiryId;
  const [withdrawn, declined, answered] = [
    await ask('room A asks and takes it back'),
    await ask('room A asks something odd'),
    await ask('room A asks why the sky is blue'),
  ];
  await assistant.give('inquiry:move', { inquiryId: answered, before: withdrawn });
  await room.give('inquiry:withdraw', { inquiryId: withdrawn });
  await assistant.give('inquiry:decline', { inquiryId: declined });
  await assistant.give('inquiry:answer', { inquiryId: answered, answer: 'for room A: because of the air' });
  const shown = await ask('room A asks what all may hear');
  await assistant.give('inquiry:answer', { inquiryId: shown, answer: 'an answer for all' });
  await assistant.give('inquiry:show', { inquiryId: shown });
}

async function questions({ teacher, room }: Cast): Promise<void> {
  const open = 'question-open' as QuestionId;
  const correct = { text: 'the secret key of the teacher' };
  await teacher.give('question:ask', { questionId: open, kind: 'open', text: 'What is light?', options: [], correct });
  const hands = [{ answer: { text: 'room A answers this' }, count: 7 }];
  await room.give('question:answer', { questionId: open, answers: { by: 'hands', hands } });
  await teacher.give('question:close', { questionId: open });
  await teacher.give('question:show', { questionId: open, said: [] });
  await teacher.give('question:clear', { questionId: open });
  const choice = 'question-choice' as QuestionId;
  const options = ['yes', 'no'];
  await teacher.give('question:ask', { questionId: choice, kind: 'single', text: '', options, correct: null });
  await teacher.give('question:reveal', { questionId: choice, correct: { choices: [1] } });
  const buzzer = 'question-buzzer' as QuestionId;
  await teacher.give('question:ask', { questionId: buzzer, kind: 'buzzer', text: '', options: [], correct: null });
  await room.give('buzzer:press', { questionId: buzzer });
  await room.hears('buzzerWon');
}

async function praise({ teacher, room, listener }: Cast, { classroomIds: [classroomId] }: MadeLesson): Promise<void> {
  await teacher.give('praise:give', { classroomId: classroomId as ClassroomId });
  await teacher.give('praise:takeBack', { classroomId: classroomId as ClassroomId });
  for (const seat of [room, teacher, listener]) await seat.give('praise:applaud', {});
}

async function timer({ teacher }: Cast): Promise<void> {
  await teacher.give('timer:start', { lengthMs: 60_000 });
  await teacher.give('timer:pause', {});
  await teacher.give('timer:resume', {});
  await teacher.give('timer:extend', { byMs: 60_000 });
  await teacher.give('timer:stop', {});
}

/** The last that happens: the room is sent away, and may come back. */
async function removal({ teacher, room }: Cast): Promise<void> {
  const participantId = room.participantId as ParticipantId;
  await teacher.give('participant:remove', { participantId });
  await teacher.give('participant:unblock', { participantId });
}
