import fc from 'fast-check';
import { inquiryId } from '../../../protocol/lesson.ts';
import { actorOf } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import { anyLeader, anyone, anySeat, given, often, type WeightedGiven } from './arbitraries.test-support.ts';

/** Questions are named by their place in the log: some of these are there. */
const anyInquiry = fc.integer({ min: 41, max: 110 }).map((place) => inquiryId(`q${place}`));

const ask = fc
  .tuple(anySeat, fc.constantFrom('Why is the sky blue?', 'How far is the moon?', 'What is light?', 'And heat?'))
  .map(([who, text]) => given(actorOf(who), { name: 'inquiry:ask', input: { text } }));

const withdraw = fc
  .tuple(anySeat, anyInquiry)
  .map(([who, id]) => given(actorOf(who), { name: 'inquiry:withdraw', input: { inquiryId: id } }));

const lead = fc
  .tuple(fc.oneof(often(9, anyLeader), anyone), anyInquiry, fc.option(anyInquiry, { nil: null }), fc.boolean())
  .chain(([who, id, before, aloud]) =>
    fc
      .constantFrom<Command[]>(
        { name: 'inquiry:answer', input: aloud ? { inquiryId: id } : { inquiryId: id, answer: 'So it is.' } },
        { name: 'inquiry:decline', input: { inquiryId: id } },
        { name: 'inquiry:move', input: { inquiryId: id, before } },
        { name: 'inquiry:show', input: { inquiryId: id } },
      )
      .map((command) => given(actorOf(who), command)),
  );

export const inquiryActions: WeightedGiven[] = [often(6, ask), often(1, withdraw), often(8, lead)];
