/** What is wrong, each with its place. */
export type Problems = string[];

export const wrong = (isRight: boolean, problem: string): Problems => (isRight ? [] : [problem]);
export const absentOr = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value);

/** An object that has no other keys than those known, all that are required, and null nowhere; then what is wrong inside. */
export function parts(
  value: unknown,
  at: string,
  known: readonly string[],
  required: readonly string[],
  inside: (value: Record<string, unknown>) => Problems,
): Problems {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no object`];
  const record = value as Record<string, unknown>;
  return [
    ...Object.keys(record)
      .filter((key) => !known.includes(key))
      .map((key) => `${at}.${key}: not a property`),
    ...required.filter((key) => record[key] === undefined).map((key) => `${at}.${key}: missing`),
    ...Object.entries(record)
      .filter(([, one]) => one === null)
      .map(([key]) => `${at}.${key}: null`),
    ...inside(record),
  ];
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

/** With a scheme, and nothing that RFC 3987 does not allow. */
export const isIri = (value: unknown): boolean =>
  isText(value) && /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(value);

/** RFC 9562, of variant 10 and versions 1 to 8. */
export const isUuid = (value: unknown): boolean =>
  isText(value) && /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(value);

/** RFC 3339; the offset -00:00 means that it is not known, which is forbidden. */
export const isTimestamp = (value: unknown): boolean =>
  isText(value) &&
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
  !value.endsWith('-00:00') &&
  !Number.isNaN(Date.parse(value));

/** ISO 8601, 4.4.3.2: weeks alone, or at least one of the other parts; only the last may be broken. */
export const isDuration = (value: unknown): boolean =>
  isText(value) && /^P(\d+W|(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/.test(value);

export const isLanguage = (value: unknown): boolean =>
  isText(value) && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value);

export function languageMapProblems(value: unknown, at: string): Problems {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no language map`];
  return Object.entries(value).flatMap(([language, text]) => [
    ...wrong(isLanguage(language), `${at}: "${language}" is not of RFC 5646`),
    ...wrong(isText(text), `${at}.${language}: no string`),
  ]);
}

export function extensionProblems(value: unknown, at: string): Problems {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no object`];
  return Object.keys(value).flatMap((key) => wrong(isIri(key), `${at}: "${key}" is no IRI`));
}
