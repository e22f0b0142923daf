import { useEffect } from 'react';
import { type ReadMark, readMark } from '../core/chat/read-marks.ts';
import { roomMessages, unreadByRoom, unreadByStaff } from '../core/chat/threads.ts';
import { useLesson, useSeat, useWatched } from '../seat/seat-context.tsx';

function useMark(): ReadMark {
  const { kept } = useSeat();
  return readMark(`${kept.lessonId}.${kept.participantId}`);
}

/** Messages of classrooms that staff have not looked at yet, and those that wait for them. */
export function useStaffUnread(): number {
  const { chat } = useLesson();
  const until = useWatched(useMark().until);
  return unreadByStaff(chat, until) + chat.waiting.length;
}

/** Messages that this classroom has not looked at yet. */
export function useRoomUnread(): number {
  const { kept } = useSeat();
  const { chat, participants } = useLesson();
  const until = useWatched(useMark().until);
  return unreadByRoom(chat, participants[kept.participantId]?.classroomId ?? null, until);
}

/** Whatever is there counts as read while the component is on the screen. */
export function useChatRead(): void {
  const { chat } = useLesson();
  const mark = useMark();
  useEffect(() => mark.read(roomMessages(chat).map(({ message }) => message)), [mark, chat]);
}
