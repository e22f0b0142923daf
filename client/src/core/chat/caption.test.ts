import { emptyLesson, inquiryId, type LessonState, messageId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { captionAt } from './caption.ts';
import { ReadMark } from './read-marks.ts';
import { staffMessages, unreadByRoom, unreadByStaff } from './threads.ts';

const message = (id: string, sentAt: number, author: 'teacher' | 'classroom' = 'teacher') => ({
  messageId: messageId(id),
  author,
  name: 'Lin',
  schoolName: '',
  classroomId: author === 'classroom' ? ('room' as never) : null,
  text: id,
  isHidden: false,
  sentAt,
});
const lessonWith = (chat: Partial<LessonState['chat']>, shown: LessonState['inquiry']['shown'] = []): LessonState => ({
  ...emptyLesson,
  chat: { ...emptyLesson.chat, ...chat },
  inquiry: { ...emptyLesson.inquiry, shown },
});

test('a caption is the newest thing that was said to all, for a while', () => {
  const lesson = lessonWith({ all: [message('m1', 1_000), message('m2', 5_000)] });
  expect(captionAt(lesson, 6_000)).toMatchObject({ kind: 'message', message: { text: 'm2' } });
  expect(captionAt(lesson, 60_000)).toBeNull();
  const taken = lessonWith({ all: [message('m1', 1_000), { ...message('m2', 5_000), isHidden: true, text: '' }] });
  expect(captionAt(taken, 6_000)).toMatchObject({ message: { text: 'm1' } });
  const answered = lessonWith({ all: [message('m1', 1_000)] }, [
    { inquiryId: inquiryId('q1'), text: 'Why?', answer: 'So.', shownAt: 2_000 },
  ]);
  expect(captionAt(answered, 15_000)).toMatchObject({ kind: 'inquiry', shown: { answer: 'So.' } });
});

test('staff have read what was there; what classrooms write later is new, what staff write is not', () => {
  const store = new Map<string, string>();
  const storage = {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => void store.set(key, value),
  };
  const mark = new ReadMark('lesson.teacher', storage);
  const rooms = { 'c-room': [message('m1', 1_000, 'classroom'), message('m2', 2_000)] } as never;
  const { chat } = lessonWith({ rooms, all: [message('m3', 3_000, 'classroom')] });
  expect(staffMessages(chat).map((placed) => placed.message.text)).toEqual(['m1', 'm2', 'm3']);
  expect(unreadByStaff(chat, mark.until.get())).toBe(2);
  expect(unreadByRoom(chat, 'room', 0)).toBe(1);
  mark.read(staffMessages(chat).map((placed) => placed.message));
  expect(unreadByStaff(chat, mark.until.get())).toBe(0);
  expect(new ReadMark('lesson.teacher', storage).until.get()).toBe(3_000);
});
