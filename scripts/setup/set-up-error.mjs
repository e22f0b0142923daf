// @ts-check

/** What set-up cannot do by itself: the message is one sentence for a person, printed without a stack. */
export class SetUpError extends Error {
  /**
   * @param {string} sentence
   * @param {{ cause?: unknown, detail?: string }} [options] `detail`: the last lines of a tool's output.
   */
  constructor(sentence, options = {}) {
    super(sentence, { cause: options.cause });
    this.name = 'SetUpError';
    this.detail = options.detail ?? '';
  }
}
