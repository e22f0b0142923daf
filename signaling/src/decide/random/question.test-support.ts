import fc from 'fast-check';
import { type AnswerValue, pupilId, questionId } from '../../../protocol/lesson.ts';
import { actorOf, server } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import {
  always,
  anyClassroom,
  anyLeader,
  anyone,
  given,
  often,
  type WeightedGiven,
} from './arbitraries.test-support.ts';

/** Few questions, so that what is said of one often finds it; what kind it is follows from its name. */
const kinds = { a: 'single', b: 'multiple', c: 'trueFalse', d: 'number', e: 'open', f: 'buzzer' } as const;
const anyName = fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[]));
const anyQuestion = anyName.map((name) => ({ questionId: questionId(name) }));
const anyAnswer: fc.Arbitrary<AnswerValue> = fc.oneof(
  fc.constantFrom<AnswerValue>({ choices: [0] }, { choices: [1] }, { choices: [0, 2] }, { choices: [3] }),
  fc.constantFrom<AnswerValue>({ number: 4 }, { number: -0.5 }, { text: 'light' }, { text: 'dark' }),
);

const ask: fc.Arbitrary<Command> = fc.tuple(anyName, fc.option(anyAnswer)).map(([name, correct]) => {
  const options = name === 'a' || name === 'b' ? ['red', '', 'blue'] : [];
  return {
    name: 'question:ask',
    input: { questionId: questionId(name), kind: kinds[name], text: '?', options, correct },
  };
});
const lead: fc.Arbitrary<Command> = fc.oneof(
  often(6, ask),
  often(
    2,
    anyQuestion.map((input): Command => ({ name: 'question:close', input })),
  ),
  often(
    3,
    anyQuestion.map((input): Command => ({ name: 'question:show', input: { ...input, said: ['light'] } })),
  ),
  often(
    3,
    fc
      .tuple(anyQuestion, fc.option(anyAnswer, { nil: undefined }))
      .map(
        ([input, correct]): Command => ({ name: 'question:reveal', input: correct ? { ...input, correct } : input }),
      ),
  ),
  often(
    1,
    anyQuestion.map((input): Command => ({ name: 'question:clear', input })),
  ),
);

const hands = fc.array(fc.record({ answer: anyAnswer, count: fc.integer({ min: 0, max: 60 }) }), { maxLength: 3 });
const pupils = fc.array(
  fc.record({ pupilId: fc.constantFrom('p1', 'p2', 'p3').map(pupilId), answer: fc.option(anyAnswer) }),
  { minLength: 1, maxLength: 3 },
);
const answer: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(anyQuestion, hands).map(
    ([input, counted]): Command => ({
      name: 'question:answer',
      input: { ...input, answers: { by: 'hands', hands: counted } },
    }),
  ),
  fc.tuple(anyQuestion, pupils).map(
    ([input, read]): Command => ({
      name: 'question:answer',
      input: { ...input, answers: { by: 'cards', pupils: read } },
    }),
  ),
);
const press = fc.tuple(fc.nat(300), fc.nat(600)).map(([ago, roundTripMs]): Command => {
  return { name: 'buzzer:press', input: { questionId: questionId('f'), arrivedAt: 1_000_000 - ago, roundTripMs } };
});
const byDevices = fc.tuple(anyClassroom, anyQuestion, pupils).map(
  ([{ participantId }, input, given]): Command => ({
    name: 'question:answerByDevices',
    input: { ...input, participantId, pupils: given },
  }),
);

/** What people do with questions. */
export const questionActions: WeightedGiven[] = [
  often(
    6,
    fc.tuple(fc.oneof(often(9, anyLeader), anyone), lead).map(([seat, command]) => given(actorOf(seat), command)),
  ),
  often(
    10,
    fc.tuple(fc.oneof(often(9, anyClassroom), anyone), answer).map(([seat, command]) => given(actorOf(seat), command)),
  ),
  often(
    4,
    fc.tuple(fc.oneof(often(9, anyClassroom), anyone), press).map(([seat, command]) => given(actorOf(seat), command)),
  ),
  often(
    2,
    byDevices.chain((command) => always(given(server, command))),
  ),
];
