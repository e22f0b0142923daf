import {
  type ClassroomId,
  type CommandInput,
  type DeckId,
  type Drawing,
  type EventType,
  groupId,
  type InquiryId,
  type MaterialId,
  type MessageId,
  type ParticipantId,
  packInk,
  type QuestionId,
  type StrokeId,
} from '@tongke/signaling/protocol/lesson';
import type { MadeLesson } from '../demo/lesson.ts';
import type { RawSeat } from './raw-seat.ts';

const line: Drawing = {
  tool: 'line',
  colour: 'red',
  width: 'medium',
  durationMs: 160,
  points: [
    { x: 1, y: 1, pressure: null },
    { x: 900, y: 900, pressure: null },
  ],
};

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
  'groupTracksChanged',
];

/** Gives commands until every kind of event has happened. What only one room may know is said in words of its own. */
export async function playEverything(cast: Cast, lesson: MadeLesson): Promise<void> {
  await hands(cast);
  await permissions(cast);
  await roomwork(cast);
  await slides(cast);
  await films(cast);
  await chat(cast);
  await inquiries(cast);
  await questions(cast);
  await praise(cast, lesson);
  await cast.teacher.give('music:set', { on: true });
  await timer(cast);
  await groups(cast, lesson);
  await removal(cast);
}

async function hands({ teacher, room }: Cast): Promise<void> {
  const participantId = room.participantId as ParticipantId;
  await room.give('hand:raise', {});
  await room.give('hand:lower', {});
  await teacher.give('stage:call', { participantId, seconds: 60 });
  await teacher.give('stage:extend', { participantId, seconds: 120 });
  await teacher.give('stage:leave', { participantId });
}

async function roomwork({ teacher, room }: Cast): Promise<void> {
  const participantId = room.participantId as ParticipantId;
  await room.give('attendance:take', { absent: [], headCount: 37 });
  await room.give('help:call', {});
  await teacher.give('help:acknowledge', { participantId });
  await room.give('help:done', {});
}

async function slides({ teacher, room }: Cast): Promise<void> {
  const deckId = 'board-1' as DeckId;
  const page = { deckId, page: 0 };
  await teacher.give('deck:add', { deckId, kind: 'board', title: 'on the board', pageCount: 1 });
  await teacher.give('page:add', { deckId, page: 1, picture: null, text: '' });
  await teacher.give('deck:show', page);
  await teacher.give('page:turn', { deckId, page: 1 });
  await teacher.give('page:turn', page);
  const draw = (seat: RawSeat, id: string) =>
    seat.give('ink:draw', { ...page, id: id as StrokeId, ink: packInk(line) });
  await draw(teacher, 's0000001');
  await teacher.give('ink:undo', page);
  await teacher.give('ink:redo', page);
  await teacher.give('ink:erase', { ...page, ids: ['s0000001' as StrokeId] });
  // A room draws while it is on stage and the teacher lets it.
  const participantId = room.participantId as ParticipantId;
  await teacher.give('stage:call', { participantId });
  await teacher.give('permission:switch', { participantId: null, what: 'annotation', on: true });
  await draw(room, 's0000002');
  await teacher.give('stage:leave', { participantId });
  await teacher.give('ink:clear', page);
  await teacher.give('programme:switch', { shot: { of: 'teacher', source: 'slides' } });
  await teacher.give('programme:direct', { on: true });
  await teacher.give('programme:direct', { on: false });
  await teacher.give('deck:hide', {});
  await teacher.give('deck:remove', { deckId });
}

async function films({ teacher, room }: Cast): Promise<void> {
  const materialId = `${'a'.repeat(64)}.mp4` as MaterialId;
  await teacher.give('film:add', {
    materialId,
    title: 'A film',
    kind: 'video',
    durationMs: 60_000,
    lengthBytes: 1_000,
  });
  await room.give('film:report', { materialId, fetch: 'failed' });
  await teacher.give('film:measure', { materialId, durationMs: 61_000 });
  await teacher.give('film:show', { materialId });
  await teacher.give('film:play', {});
  await teacher.give('film:pause', {});
  await teacher.give('film:volume', { volume: 0.5 });
  await teacher.give('film:hide', {});
  await teacher.give('film:remove', { materialId });
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

/** Each room in a group of its own: neither may learn of the other. */
async function groups({ teacher }: Cast, { classroomIds }: MadeLesson): Promise<void> {
  const [first, second] = classroomIds as readonly ClassroomId[];
  if (first === undefined || second === undefined) throw new RangeError('groups take two classrooms');
  await teacher.give('group:split', { groups: [[first], [second]], seconds: 600 });
  await teacher.give('group:visit', { groupId: groupId('g1') });
  await teacher.give('group:address', { addressed: true });
  await teacher.give('group:move', { classroomId: first, groupId: null });
  await teacher.give('group:callBack', {});
}

/** The last that happens: the room is sent away, and may come back. */
async function removal({ teacher, room }: Cast): Promise<void> {
  const participantId = room.participantId as ParticipantId;
  await teacher.give('participant:remove', { participantId });
  await teacher.give('participant:unblock', { participantId });
}
