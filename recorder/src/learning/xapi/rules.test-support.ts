import { activityProblems } from './rules-activity.test-support.ts';
import { actorProblems } from './rules-actor.test-support.ts';
import {
  absentOr,
  extensionProblems,
  isDuration,
  isIri,
  isLanguage,
  isNumber,
  isText,
  isTimestamp,
  isUuid,
  languageMapProblems,
  type Problems,
  parts,
  wrong,
} from './rules-values.test-support.ts';

/**
 * What is wrong with a statement by the rules of xAPI 2.0 (IEEE 9274.1.1-2023, "Statements"), each with its place; nothing
 * when a Learning Record Store has to take it. Written from the rules, not from the code that makes statements.
 */
export function statementProblems(value: unknown): Problems {
  const known = ['id', 'actor', 'verb', 'object', 'result', 'context', 'timestamp', 'version', 'attachments'];
  return parts(value, 'statement', known, ['actor', 'verb', 'object'], (statement) => [
    ...wrong(absentOr(statement.id, isUuid), 'id: no UUID'),
    ...wrong(absentOr(statement.timestamp, isTimestamp), 'timestamp: not of RFC 3339, or of an unknown offset'),
    ...actorProblems(statement.actor, 'actor'),
    ...verbProblems(statement.verb),
    ...activityProblems(statement.object, 'object'),
    ...(statement.result === undefined ? [] : resultProblems(statement.result)),
    ...(statement.context === undefined ? [] : contextProblems(statement.context)),
  ]);
}

const verbProblems = (value: unknown): Problems =>
  parts(value, 'verb', ['id', 'display'], ['id'], ({ id, display }) => [
    ...wrong(isIri(id), 'verb.id: no IRI'),
    ...(display === undefined ? [] : languageMapProblems(display, 'verb.display')),
  ]);

const resultProblems = (value: unknown): Problems =>
  parts(value, 'result', ['score', 'success', 'completion', 'response', 'duration', 'extensions'], [], (result) => [
    ...wrong(
      absentOr(result.success, (it) => typeof it === 'boolean'),
      'result.success: no boolean',
    ),
    ...wrong(
      absentOr(result.completion, (it) => typeof it === 'boolean'),
      'result.completion: no boolean',
    ),
    ...wrong(absentOr(result.response, isText), 'result.response: no string'),
    ...wrong(absentOr(result.duration, isDuration), 'result.duration: not of ISO 8601'),
    ...(result.score === undefined ? [] : scoreProblems(result.score)),
    ...(result.extensions === undefined ? [] : extensionProblems(result.extensions, 'result.extensions')),
  ]);

const scoreProblems = (value: unknown): Problems =>
  parts(value, 'score', ['scaled', 'raw', 'min', 'max'], [], ({ scaled, raw, min, max }) => {
    const all = [scaled, raw, min, max].filter((it) => it !== undefined);
    if (!all.every(isNumber)) return ['score: not all numbers'];
    const [least, most] = [Number(min ?? Number.NEGATIVE_INFINITY), Number(max ?? Number.POSITIVE_INFINITY)];
    return [
      ...wrong(scaled === undefined || Math.abs(Number(scaled)) <= 1, 'score.scaled: outside of -1 to 1'),
      ...wrong(least < most, 'score: min is not below max'),
      ...wrong(raw === undefined || (Number(raw) >= least && Number(raw) <= most), 'score.raw: outside of min to max'),
    ];
  });

const contextKeys = [
  'registration',
  'instructor',
  'team',
  'contextActivities',
  'contextAgents',
  'contextGroups',
  'revision',
  'platform',
  'language',
  'statement',
  'extensions',
];
const kinds = ['parent', 'grouping', 'category', 'other'];

const contextProblems = (value: unknown): Problems =>
  parts(value, 'context', contextKeys, [], (context) => [
    ...wrong(absentOr(context.registration, isUuid), 'context.registration: no UUID'),
    ...wrong(absentOr(context.platform, isText), 'context.platform: no string'),
    ...wrong(absentOr(context.language, isLanguage), 'context.language: not of RFC 5646'),
    ...(context.instructor === undefined ? [] : actorProblems(context.instructor, 'context.instructor')),
    ...(context.team === undefined ? [] : actorProblems(context.team, 'context.team', 'Group')),
    ...(context.extensions === undefined ? [] : extensionProblems(context.extensions, 'context.extensions')),
    ...(context.contextActivities === undefined
      ? []
      : parts(context.contextActivities, 'contextActivities', kinds, [], (given) =>
          Object.entries(given).flatMap(([kind, list]) =>
            Array.isArray(list)
              ? list.flatMap((one, index) => activityProblems(one, `contextActivities.${kind}[${index}]`))
              : [`contextActivities.${kind}: no list`],
          ),
        )),
  ]);
