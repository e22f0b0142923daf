import type { ClassroomRecord, HandsRecord } from '@tongke/signaling/protocol/lesson';
import type { Activities } from './activities.ts';
import { isoDuration } from './duration.ts';
import { responseOf } from './responses.ts';
import type { Result } from './statement.ts';
import type { Said } from './statements.ts';
import { extensions } from './vocabulary.ts';

/** What is said of a classroom as a whole. */
export function* roomStatements(room: ClassroomRecord, activities: Activities): Generator<Said> {
  const { lesson } = activities;
  const { counts } = room;
  if (room.attended) {
    yield {
      moment: room.attended,
      verb: 'attended',
      object: lesson,
      result: { duration: isoDuration(counts.connectedMs) },
      extensions: {
        ...(counts.present === null ? {} : { [extensions.headCount]: counts.present }),
        ...(counts.expected === null ? {} : { [extensions.onRoster]: counts.expected }),
      },
    };
  }
  for (const stay of room.stays) {
    const result: Result = {
      duration: isoDuration(stay.untilAt - stay.at),
      extensions: { [extensions.microphoneOpen]: isoDuration(stay.microphoneOpenMs) },
    };
    const why = { [extensions.calledBecause]: stay.because };
    yield { moment: stay, verb: 'tookStage', object: lesson, result, extensions: why };
  }
  for (const counted of room.hands) {
    const object = activities.question(counted.asked);
    const by = { [extensions.answeredBy]: 'hands' };
    yield { moment: counted, verb: 'answered', object, result: handsResult(counted), extensions: by };
  }
  for (const { asked, won, ...moment } of room.buzzers) {
    yield { moment, verb: 'responded', object: activities.question(asked), result: { success: won } };
  }
  for (const { inquiryId, outcome, ...moment } of room.inquiries) {
    const object = activities.inquiry(inquiryId, moment.at);
    yield { moment, verb: 'asked', object, result: { completion: outcome === 'answered' } };
  }
  for (const moment of room.stars) yield { moment, verb: 'wasPraised', object: lesson };
}

/** Hands are of many pupils: what was said by how many, and the part that was right. */
function handsResult({ asked, hands, right, total }: HandsRecord): Result {
  const counted = hands.map(({ answer, count }) => ({ response: responseOf(asked.question, answer), count }));
  const score =
    right === null || total === 0 ? {} : { score: { scaled: right / total, raw: right, min: 0, max: total } };
  return { ...score, extensions: { [extensions.hands]: counted } };
}
