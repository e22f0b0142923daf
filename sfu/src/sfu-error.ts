import type { SfuErrorCode } from '../control/index.ts';

/** A refusal that signaling is told about, by code. Anything else that is thrown is answered `internal`. */
export class SfuError extends Error {
  readonly code: SfuErrorCode;

  constructor(code: SfuErrorCode, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'SfuError';
    this.code = code;
  }
}
