import { z } from 'zod';
import { command, id } from '../command-declaration.ts';
import type { InquiryId } from '../ids.ts';
import { limits } from '../limits.ts';
import { messageTextSchema } from './message-text.ts';

const inquiry = z.object({ inquiryId: id<InquiryId>() });

/** Questions to the teacher, and their queue. */
export const inquiryCommands = {
  /** Asks the teacher. `tooMany` when the classroom has too many that wait. */
  'inquiry:ask': command<{ inquiryId: InquiryId }>()(z.object({ text: messageTextSchema(limits.inquiryLength) })),
  /** Takes back one's own question. Idempotent. */
  'inquiry:withdraw': command<null>()(inquiry),
  /** Answers in writing, or says (without `answer`) that the teacher has answered aloud. May be said better later. */
  'inquiry:answer': command<null>()(
    inquiry.extend({ answer: messageTextSchema(limits.inquiryAnswerLength).optional() }),
  ),
  /** Puts a question aside. Idempotent. */
  'inquiry:decline': command<null>()(inquiry),
  /** Puts a waiting question before another; `before` null puts it last. */
  'inquiry:move': command<null>()(inquiry.extend({ before: id<InquiryId>().nullable() })),
  /** Shows an answered question, with its answer, to all classrooms. Idempotent. */
  'inquiry:show': command<null>()(inquiry),
};
