import fc from 'fast-check';
import type { LessonEntry } from '../../protocol/lesson.ts';
import { server } from '../decide/cast.test-support.ts';
import { attendanceActions } from '../decide/random/attendance.test-support.ts';
import { inquiryActions } from '../decide/random/inquiry.test-support.ts';
import { praiseActions } from '../decide/random/praise.test-support.ts';
import { questionActions } from '../decide/random/question.test-support.ts';
import { actions } from '../decide/random-actions.test-support.ts';
import { TwoNodes } from '../decide/two-nodes.test-support.ts';

const learning = fc.oneof(...attendanceActions, ...questionActions, ...praiseActions, ...inquiryActions);

/** Logs of lessons in which people do all sorts of things, most of all those that learning records tell of; all of them are over. */
export const randomLessons: fc.Arbitrary<LessonEntry[]> = fc
  .tuple(fc.array(learning, { minLength: 20, maxLength: 120, size: 'max' }), actions)
  .map(([told, others]) => {
    const nodes = new TwoNodes(true);
    const rest = [...others];
    for (const action of told) {
      nodes.now += 700;
      nodes.act({ node: 0, ...action });
      const other = rest.shift();
      if (other) nodes.act(other);
    }
    nodes.give(0, server, { name: 'lesson:end', input: {} });
    return nodes.log;
  });
