import { isStaff, type Role } from '@tongke/signaling/protocol/lesson';
import {
  CircleHelp,
  Clapperboard,
  ClipboardCheck,
  FilmIcon,
  Group,
  Hand,
  LifeBuoy,
  MessageCircleQuestionMark,
  MessagesSquare,
  Presentation,
  ShieldCheck,
  Timer,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { AttendancePanel } from '../attendance/attendance-panel.tsx';
import { ChatPanel } from '../chat/chat-panel.tsx';
import { useStaffUnread } from '../chat/use-chat-read.ts';
import { FilmPanel } from '../film/film-panel.tsx';
import { GroupPanel } from '../group/group-panel.tsx';
import { HelpPanel } from '../help/help-panel.tsx';
import { useHelpWaiting } from '../help/use-help-waiting.ts';
import { InquiryPanel } from '../inquiry/inquiry-panel.tsx';
import { useWaitingInquiries } from '../inquiry/use-waiting-inquiries.ts';
import { PermissionPanel } from '../permission/permission-panel.tsx';
import { ProgrammePanel } from '../programme/programme-panel.tsx';
import { QuestionTool, useAnswered } from '../question/question-tool.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { SlidesTool } from '../slides/slides-tool.tsx';
import { TimerPanel } from '../timer/timer-panel.tsx';
import { HandList } from './hand-list.tsx';

/** One of the console's tools: a button on the rail, and what it opens beside it. */
export interface Tool {
  /** Its name in the language files, below `console`, and in its `data-testid`. */
  readonly name:
    | 'hands'
    | 'attendance'
    | 'slides'
    | 'question'
    | 'film'
    | 'programme'
    | 'inquiry'
    | 'chat'
    | 'help'
    | 'group'
    | 'timer'
    | 'permission';
  readonly icon: ComponentType<{ 'aria-hidden': 'true' }>;
  readonly Panel: ComponentType;
  /** How many things wait there; shown on its button. Called on every render, as a hook. */
  readonly useCount?: () => number;
  /** Whether the tool is offered to a role; to all by default. */
  readonly isFor?: (role: Role) => boolean;
}

/** In the order of their use in a lesson. */
export const tools: readonly Tool[] = [
  { name: 'hands', icon: Hand, Panel: HandList, useCount: () => useLesson().hands.length },
  { name: 'attendance', icon: ClipboardCheck, Panel: AttendancePanel },
  { name: 'slides', icon: Presentation, Panel: SlidesTool },
  { name: 'question', icon: CircleHelp, Panel: QuestionTool, useCount: useAnswered },
  { name: 'film', icon: FilmIcon, Panel: FilmPanel },
  { name: 'programme', icon: Clapperboard, Panel: ProgrammePanel },
  { name: 'inquiry', icon: MessageCircleQuestionMark, Panel: InquiryPanel, useCount: useWaitingInquiries },
  { name: 'chat', icon: MessagesSquare, Panel: ChatPanel, useCount: useStaffUnread },
  { name: 'help', icon: LifeBuoy, Panel: HelpPanel, useCount: useHelpWaiting },
  { name: 'group', icon: Group, Panel: GroupPanel },
  { name: 'timer', icon: Timer, Panel: TimerPanel },
  { name: 'permission', icon: ShieldCheck, Panel: PermissionPanel, isFor: isStaff },
];
