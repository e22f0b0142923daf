import { LearningFold, type LessonRecord } from '@tongke/signaling/protocol/lesson';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { randomLessons } from '../../../../signaling/src/testing/random-lesson.test-support.ts';
import { Naming } from './naming.ts';
import { statementProblems } from './rules.test-support.ts';
import { isResponse } from './rules-activity.test-support.ts';
import type { Statement } from './statement.ts';
import { statementsOf } from './statements.ts';
import { extensions, verbs } from './vocabulary.ts';

vi.setConfig({ testTimeout: 120_000 });
const settings = { home: 'https://lessons.school.example/', language: 'zh-CN', replayLinks: true };
const webPath = `/archive/lesson-of-chance-${'0'.repeat(32)}/`;
const make = (record: LessonRecord, change: Partial<typeof settings> = {}): Statement[] => [
  ...statementsOf(record, new Naming({ ...settings, ...change }), webPath),
];
const runs = {
  seed: 20_261_125,
  numRuns: 150,
  interruptAfterTimeLimit: 100_000,
  markInterruptAsFailure: true,
} as const;

function recordOf(log: Parameters<LearningFold['push']>[0][]): LessonRecord {
  const fold = new LearningFold();
  for (const entry of log) fold.push(entry);
  const record = fold.record();
  if (!record) throw new Error('the lesson is not over');
  return record;
}

test('whatever happens in a lesson, its statements keep the rules of xAPI 2.0, and each has an id of its own', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(randomLessons, (log) => {
      const statements = make(recordOf(log)).map((one) => JSON.parse(JSON.stringify(one)) as Statement);
      for (const statement of statements) {
        expect(statementProblems(statement), JSON.stringify(statement)).toEqual([]);
        seen.add(statement.verb.id);
        const { interactionType, choices = [] } = statement.object.definition ?? {};
        const { response } = statement.result ?? {};
        if (interactionType && response !== undefined) {
          const ids = choices.map(({ id }) => id);
          expect(isResponse(response, interactionType, ids), `${response} for ${interactionType}`).toBe(true);
        }
      }
      expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length);
    }),
    runs,
  );
  expect([...seen].sort(), 'everything that can be said was said').toEqual(
    Object.values(verbs)
      .map(({ id }) => id)
      .sort(),
  );
});

test('made again they are the same; what the log says after the end changes nothing', () => {
  fc.assert(
    fc.property(randomLessons, (log) => {
      const end = log.findIndex(({ event }) => event.type === 'lessonEnded');
      expect(make(recordOf(log))).toEqual(make(recordOf(log.slice(0, end + 1))));
    }),
    { ...runs, numRuns: 30 },
  );
});

test('every pupil is an account without a name, and no word of what a classroom asked is in them', () => {
  fc.assert(
    fc.property(randomLessons, (log) => {
      for (const { actor, context } of make(recordOf(log))) {
        const agents = actor.objectType === 'Group' ? (actor.member ?? []) : [actor];
        for (const agent of agents) {
          expect(Object.keys(agent).sort()).toEqual(['account', 'objectType']);
          expect(agent.account.name).toMatch(/^pupil\/room\d\/p\d$/);
        }
        expect(context.extensions[extensions.second]).toBeGreaterThanOrEqual(0);
      }
      const asked = log.flatMap(({ event }) => (event.type === 'inquiryAsked' ? [event.inquiry.text] : []));
      const said = make(recordOf(log)).filter(({ verb }) => verb.id === verbs.asked.id);
      for (const text of asked) expect(JSON.stringify(said.map(({ object }) => object))).not.toContain(`:"${text}"`);
    }),
    { ...runs, numRuns: 30 },
  );
});

describe('the rules', () => {
  const sound = {
    id: '6690e6c9-3ef0-4ed3-8b37-7f3964730bee',
    actor: { objectType: 'Agent', account: { homePage: 'https://a.example/', name: 'x' } },
    verb: { id: 'http://adlnet.gov/expapi/verbs/attended', display: { en: 'attended' } },
    object: { id: 'https://a.example/lesson' },
    timestamp: '2026-11-25T08:00:00.000Z',
  };
  const interaction = { type: 'http://adlnet.gov/expapi/activities/cmi.interaction' };
  const object = (definition: object) => ({ object: { id: 'https://a.example/q', definition } });
  const broken: [string, object][] = [
    ['a missing verb', { verb: undefined }],
    ['an id that is no UUID', { id: '6690e6c9-3ef0-4ed3-8b37' }],
    ['a property of its own', { mood: 'good' }],
    ['a null', { result: null }],
    ['two identifiers', { actor: { mbox: 'mailto:a@a.example', account: sound.actor.account } }],
    ['a group without members or identifier', { actor: { objectType: 'Group' } }],
    ['a group in a group', { actor: { objectType: 'Group', member: [{ objectType: 'Group', member: [] }] } }],
    ['an account without home', { actor: { account: { name: 'x' } } }],
    ['a time of unknown offset', { timestamp: '2026-11-25T08:00:00-00:00' }],
    ['a relative verb', { verb: { id: 'attended' } }],
    ['a language that is none', { verb: { id: sound.verb.id, display: { 'e n': 'x' } } }],
    ['a share above one', { result: { score: { scaled: 1.1 } } }],
    ['points above the most', { result: { score: { raw: 2, min: 0, max: 1 } } }],
    ['least points that are not below the most', { result: { score: { min: 0, max: 0 } } }],
    ['a duration of nothing', { result: { duration: 'PT' } }],
    ['an extension without IRI', { result: { extensions: { second: 1 } } }],
    ['a team that is one person', { context: { team: sound.actor } }],
    ['a parent that is no list', { context: { contextActivities: { parent: sound.object } } }],
    ['choices of a number', object({ ...interaction, interactionType: 'numeric', choices: [] })],
    [
      'a right answer that is no choice',
      object({ ...interaction, interactionType: 'choice', choices: [{ id: 'A' }], correctResponsesPattern: ['B'] }),
    ],
    [
      'the same choice twice',
      object({ ...interaction, interactionType: 'choice', choices: [{ id: 'A' }, { id: 'A' }] }),
    ],
    ['an interaction of another type', object({ type: 'https://a.example/t', interactionType: 'other' })],
  ];

  test('they find nothing wrong with a sound statement', () => {
    expect(statementProblems(sound)).toEqual([]);
  });

  test.each(broken)('they find %s', (_name, change) => {
    expect(statementProblems(JSON.parse(JSON.stringify({ ...sound, ...change })))).not.toEqual([]);
  });
});
