/** Why a command or a request was refused. Closed: a page has a sentence for each. */
export const errorCodes = [
  'badRequest',
  'unauthorized',
  'forbidden',
  'notLeading',
  'notFound',
  'conflict',
  'lessonNotOpen',
  'lessonEnded',
  'seatTaken',
  'seatRemoved',
  'linkExpired',
  'linkRevoked',
  'stageFull',
  'notHere',
  /** The class works in groups: nobody is called on stage. */
  'inGroups',
  /** No room can be called next. */
  'nobodyWaits',
  /** Switched off by staff, for this room or for all. */
  'notAllowed',
  'lessonPaused',
  'alreadyPublished',
  'unsupportedMedia',
  'tooMany',
  'tooLarge',
  /** This node takes no more files. */
  'diskFull',
  'questionClosed',
  'tooManyHands',
  'unavailable',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export interface AnswerError {
  code: ErrorCode;
  /** English, for logs and developers; pages show their own sentence for the code. */
  message: string;
}
export type Answer<Result> = { ok: true; value: Result } | { ok: false; error: AnswerError };

/** The one error class of the lesson protocol. Anything else that is thrown is a broken invariant. */
export class LessonError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LessonError';
    this.code = code;
  }
}

/** Makes a `switch` over a union complete: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
