import {
  AudioLines,
  CircleHelp,
  ClipboardCheck,
  LifeBuoy,
  MessageCircleQuestionMark,
  MessagesSquare,
  PartyPopper,
  ScanLine,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { AttendanceAide, useAttendanceDue } from '../attendance/attendance-aide.tsx';
import { CardSection } from '../card/card-section.tsx';
import { ChatAide } from '../chat/chat-aide.tsx';
import { useRoomUnread } from '../chat/use-chat-read.ts';
import { HelpAide } from '../help/help-aide.tsx';
import { InquiryAide } from '../inquiry/inquiry-aide.tsx';
import { AudioSection } from '../music/audio-section.tsx';
import { PraiseAide } from '../praise/praise-aide.tsx';
import { AideQuestion, useQuestionAsked } from '../question/aide-question.tsx';

/** One thing that the aide does for the room, on the classroom's own screen: big buttons, few words. */
export interface AideSection {
  /** Its name in the language files, below `aide`, and in its `data-testid`. */
  readonly name: string;
  readonly icon: ComponentType<{ 'aria-hidden': 'true' }>;
  readonly Panel: ComponentType;
  /** How many things wait there; shown on its tab and on the button that opens the panel. Called on every render, as a hook. */
  readonly useCount?: () => number;
  /**
   * Whether the aide is asked for something there now: the panel opens by itself. Another text is
   * another asking. Called on every render, as a hook.
   */
  readonly useAsked?: () => boolean | string;
}

/** In the order of their use in a lesson. */
export const sections: readonly AideSection[] = [
  { name: 'attendance', icon: ClipboardCheck, Panel: AttendanceAide, useCount: useAttendanceDue },
  { name: 'question', icon: CircleHelp, Panel: AideQuestion, useAsked: useQuestionAsked },
  { name: 'card', icon: ScanLine, Panel: CardSection },
  { name: 'inquiry', icon: MessageCircleQuestionMark, Panel: InquiryAide },
  { name: 'chat', icon: MessagesSquare, Panel: ChatAide, useCount: useRoomUnread },
  { name: 'praise', icon: PartyPopper, Panel: PraiseAide },
  { name: 'help', icon: LifeBuoy, Panel: HelpAide },
  { name: 'audio', icon: AudioLines, Panel: AudioSection },
];
