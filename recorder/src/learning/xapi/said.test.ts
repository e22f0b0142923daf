import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { LessonStory } from '../../../../signaling/src/testing/lesson-story.test-support.ts';
import { isoDuration } from './duration.ts';
import { nameUuid, urlNamespace } from './name-uuid.ts';
import { Naming } from './naming.ts';
import { statementProblems } from './rules.test-support.ts';
import type { Statement } from './statement.ts';
import { statementsOf } from './statements.ts';
import { extensions, verbs } from './vocabulary.ts';

const home = 'https://lessons.school.example/';
const settings = { home, language: 'zh-CN', replayLinks: true };
const webPath = `/archive/lesson1-${'ab'.repeat(16)}/`;

function make(story: LessonStory, change: Partial<typeof settings> = {}): Statement[] {
  const statements = [...statementsOf(story.record(), new Naming({ ...settings, ...change }), webPath)];
  for (const statement of statements) expect(statementProblems(JSON.parse(JSON.stringify(statement)))).toEqual([]);
  return statements;
}
const of = (statements: readonly Statement[], verb: keyof typeof verbs) =>
  statements.filter(({ verb: { id } }) => id === verbs[verb].id);

test('names become the UUIDs that other programs make of them', () => {
  // The example of RFC 9562, A.4, is of the namespace of domain names.
  const names = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  expect(nameUuid(names, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  expect(nameUuid(urlNamespace, home)).not.toBe(nameUuid(names, home));
});

test('times are of ISO 8601, to a hundredth of a second', () => {
  expect([0, 4, 83_456, 3_600_000, -5].map(isoDuration)).toEqual(['PT0S', 'PT0S', 'PT83.46S', 'PT3600S', 'PT0S']);
});

test('a classroom attends as a group with those who were there; who was not has missed it, and why', () => {
  const story = new LessonStory().goTo(2_500).attach().attendance(['p1', 'p2'], ['p3'], 38).goTo(60_000).end();
  const statements = make(story);
  const [room, ...pupils] = of(statements, 'attended');
  const account = (name: string) => ({ objectType: 'Agent', account: { homePage: home, name } });
  expect(room).toMatchObject({
    actor: {
      objectType: 'Group',
      account: { homePage: home, name: 'classroom/room1' },
      member: [account('pupil/room1/p1'), account('pupil/room1/p2')],
    },
    object: { id: `${home}xapi/lessons/lesson1`, definition: { name: { 'zh-CN': '太阳系' } } },
    result: { duration: 'PT57.5S' },
    timestamp: '2026-11-25T08:00:02.500Z',
    context: {
      registration: nameUuid(nameUuid(urlNamespace, home), 'lesson/lesson1'),
      instructor: { name: '王老师', account: { homePage: home, name: 'teacher/lesson1' } },
      platform: 'Tongke',
      language: 'zh-CN',
      extensions: {
        [extensions.second]: 2.5,
        [extensions.replay]: `${home}watch#a=${encodeURIComponent(webPath)}&at=2.5`,
        [extensions.school]: `${home}xapi/schools/school1`,
        [extensions.headCount]: 38,
        [extensions.onRoster]: 3,
      },
    },
  });
  expect(pupils.map(({ actor }) => actor)).toEqual([account('pupil/room1/p1'), account('pupil/room1/p2')]);
  expect(pupils[0]?.context.team).toEqual({
    objectType: 'Group',
    account: { homePage: home, name: 'classroom/room1' },
  });
  expect(of(statements, 'missed')).toMatchObject([
    { actor: account('pupil/room1/p3'), context: { extensions: { [extensions.absenceReason]: 'ill' } } },
  ]);
});

test('an answer has the question as an interaction, points, success, and how long it took', () => {
  const story = new LessonStory()
    .attach()
    .goTo(10_000)
    .ask('q1', 'single')
    .key('q1', { choices: [2] });
  const statements = make(story.goTo(14_250).choose('q1', { p1: 2, p2: 0 }).goTo(60_000).end());
  const [right, wrong] = of(statements, 'answered');
  expect(right).toMatchObject({
    object: {
      id: `${home}xapi/lessons/lesson1/questions/q1`,
      definition: {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        interactionType: 'choice',
        name: { 'zh-CN': '哪一颗？' },
        // An option without text is a letter on the screens.
        choices: [{ id: 'A', description: { 'zh-CN': '水星' } }, { id: 'B' }, { id: 'C' }],
        correctResponsesPattern: ['C'],
        moreInfo: `${home}watch#a=${encodeURIComponent(webPath)}&at=10`,
      },
    },
    result: {
      score: { scaled: 1, raw: 1, min: 0, max: 1 },
      success: true,
      response: 'C',
      duration: 'PT4.25S',
    },
    context: { contextActivities: { parent: [{ id: `${home}xapi/lessons/lesson1` }] } },
  });
  expect(wrong?.result).toMatchObject({ score: { scaled: 0, raw: 0 }, success: false, response: 'A' });
});

test('every kind of question has its own type of response', () => {
  const story = new LessonStory().attach();
  const given = [
    ['q1', 'multiple', { choices: [0, 2] }],
    ['q2', 'trueFalse', { choices: [1] }],
    ['q3', 'number', { number: -0.5 }],
    ['q4', 'open', { text: '光' }],
  ] as const;
  for (const [id, kind, value] of given) {
    const answer = 'choices' in value ? { choices: [...value.choices] } : value;
    story
      .ask(id, kind)
      .key(id, answer)
      .answer(id, { by: 'cards', pupils: [{ pupilId: 'p1' as never, answer }] });
  }
  const answered = of(make(story.end()), 'answered').map(({ object, result }) => [
    object.definition?.interactionType,
    object.definition?.correctResponsesPattern,
    result?.response,
    result?.success,
  ]);
  expect(answered).toEqual([
    ['choice', ['A[,]C'], 'A[,]C', true],
    ['true-false', ['false'], 'false', true],
    ['numeric', ['-0.5'], '-0.5', true],
    ['long-fill-in', ['光'], '光', undefined],
  ]);
});

test('hands are an answer of the classroom, with the part that was right; the stage, questions and stars are its own', () => {
  const story = new LessonStory()
    .attach()
    .ask('q1', 'trueFalse')
    .key('q1', { choices: [1] });
  const hands = [
    { answer: { choices: [0] }, count: 10 },
    { answer: { choices: [1] }, count: 30 },
  ];
  story.answer('q1', { by: 'hands', hands }).goTo(5_000).call({ muted: false }).goTo(9_000).leaveStage();
  const statements = make(story.inquiry('i1', '小明想问为什么').star().end());
  expect(of(statements, 'answered')).toMatchObject([
    {
      actor: { objectType: 'Group' },
      result: {
        score: { scaled: 0.75, raw: 30, min: 0, max: 40 },
        extensions: {
          [extensions.hands]: [
            { response: 'true', count: 10 },
            { response: 'false', count: 30 },
          ],
        },
      },
    },
  ]);
  expect(of(statements, 'tookStage')).toMatchObject([
    { result: { duration: 'PT4S', extensions: { [extensions.microphoneOpen]: 'PT4S' } } },
  ]);
  expect(of(statements, 'asked')).toMatchObject([{ result: { completion: false } }]);
  expect(of(statements, 'wasPraised')).toHaveLength(1);
  expect(JSON.stringify(statements), 'what an aide types may name a child').not.toContain('小明');
});

test('without replay links no statement holds the secret of the archive; a rehearsal is not spoken of', () => {
  const story = new LessonStory().attach().ask('q1', 'single').choose('q1', { p1: 0 }).goTo(60_000).end();
  expect(JSON.stringify(make(story))).toContain('abab');
  expect(JSON.stringify(make(story, { replayLinks: false }))).not.toContain('abab');
  expect(make(new LessonStory({ rehearsal: true }).attach().end())).toEqual([]);
});

test('another installation has other accounts and other ids', () => {
  const story = new LessonStory().attach().end();
  const [here] = make(story);
  const [there] = make(story, { home: 'https://elsewhere.example/' });
  expect(here?.id).not.toBe(there?.id);
  expect(here?.context.registration).not.toBe(there?.context.registration);
});

test('the example in LEARNING.md is what is made', async () => {
  const page = await readFile(new URL('../../../LEARNING.md', import.meta.url), 'utf8');
  const example: unknown = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '');
  const story = new LessonStory()
    .attach()
    .goTo(610_000)
    .ask('q1', 'single', '哪一颗行星最大？')
    .key('q1', { choices: [2] });
  const log = story.goTo(614_250).choose('q1', { pBx3kQ9: 2 }).goTo(2_400_000).end();
  const naming = new Naming(settings);
  const made = [...statementsOf(log.record(), naming, `/archive/lesson1-${'0123456789abcdef'.repeat(2)}/`)];
  expect(of(made, 'answered')).toEqual([example]);
});
