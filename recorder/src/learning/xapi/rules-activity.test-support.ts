import {
  extensionProblems,
  isIri,
  isText,
  languageMapProblems,
  type Problems,
  parts,
  wrong,
} from './rules-values.test-support.ts';

/** For each type of interaction, which lists of components it may have. */
const components: Readonly<Record<string, readonly string[]>> = {
  'true-false': [],
  choice: ['choices'],
  'fill-in': [],
  'long-fill-in': [],
  matching: ['source', 'target'],
  performance: ['steps'],
  sequencing: ['choices'],
  likert: ['scale'],
  numeric: [],
  other: [],
};
const lists = ['choices', 'scale', 'source', 'target', 'steps'];
const interactionKeys = ['interactionType', 'correctResponsesPattern', ...lists];
const definitionKeys = ['name', 'description', 'type', 'moreInfo', 'extensions', ...interactionKeys];

export const activityProblems = (value: unknown, at: string): Problems =>
  parts(value, at, ['objectType', 'id', 'definition'], ['id'], ({ objectType, id, definition }) => [
    ...wrong(objectType === undefined || objectType === 'Activity', `${at}.objectType: not Activity`),
    ...wrong(isIri(id), `${at}.id: no IRI`),
    ...(definition === undefined ? [] : definitionProblems(definition, `${at}.definition`)),
  ]);

const definitionProblems = (value: unknown, at: string): Problems =>
  parts(value, at, definitionKeys, [], (definition) => [
    ...wrong(definition.type === undefined || isIri(definition.type), `${at}.type: no IRI`),
    ...wrong(definition.moreInfo === undefined || isIri(definition.moreInfo), `${at}.moreInfo: no IRL`),
    ...['name', 'description'].flatMap((key) =>
      definition[key] === undefined ? [] : languageMapProblems(definition[key], `${at}.${key}`),
    ),
    ...(definition.extensions === undefined ? [] : extensionProblems(definition.extensions, `${at}.extensions`)),
    ...(interactionKeys.some((key) => definition[key] !== undefined) ? interactionProblems(definition, at) : []),
  ]);

function interactionProblems(definition: Record<string, unknown>, at: string): Problems {
  const { interactionType: type, correctResponsesPattern: patterns } = definition;
  const allowed = isText(type) ? components[type] : undefined;
  if (!allowed || !isText(type)) return [`${at}.interactionType: unknown`];
  return [
    ...wrong(
      definition.type === 'http://adlnet.gov/expapi/activities/cmi.interaction',
      `${at}.type: not that of interactions`,
    ),
    ...lists.flatMap((list) => {
      if (definition[list] === undefined) return [];
      return allowed.includes(list)
        ? componentProblems(definition[list], `${at}.${list}`)
        : [`${at}.${list}: not for ${type}`];
    }),
    ...(patterns === undefined ? [] : patternProblems(patterns, type, idsOf(definition.choices), at)),
  ];
}

const idsOf = (choices: unknown): unknown[] => (Array.isArray(choices) ? choices.map((choice) => choice?.id) : []);

function componentProblems(value: unknown, at: string): Problems {
  if (!Array.isArray(value)) return [`${at}: no list`];
  const ids = idsOf(value);
  return [
    ...wrong(new Set(ids).size === ids.length, `${at}: the same id twice`),
    ...value.flatMap((one, index) =>
      parts(one, `${at}[${index}]`, ['id', 'description'], ['id'], ({ id, description }) => [
        ...wrong(isText(id) && /^\S+$/.test(id), `${at}[${index}].id: empty or with blanks`),
        ...(description === undefined ? [] : languageMapProblems(description, `${at}[${index}].description`)),
      ]),
    ),
  ];
}

function patternProblems(value: unknown, type: string, ids: readonly unknown[], at: string): Problems {
  if (!Array.isArray(value) || !value.every(isText)) return [`${at}.correctResponsesPattern: no list of strings`];
  return value.flatMap((pattern) =>
    wrong(isResponse(pattern, type, ids, true), `${at}.correctResponsesPattern: "${pattern}" is none of ${type}`),
  );
}

const number = String.raw`-?\d+(\.\d+)?([eE][+-]?\d+)?`;
const oneNumber = new RegExp(`^${number}$`);
const numberOrRange = new RegExp(`^(${number}|(${number})?\\[:\\](${number})?)$`);

/** Whether a text is a response of this type of interaction, or with `asPattern` a pattern of right ones. */
export function isResponse(text: string, type: string, ids: readonly unknown[], asPattern = false): boolean {
  switch (type) {
    case 'true-false':
      return text === 'true' || text === 'false';
    case 'choice':
      return text.split('[,]').every((id) => ids.includes(id));
    case 'numeric':
      return (asPattern ? numberOrRange : oneNumber).test(text);
    default:
      return true;
  }
}
