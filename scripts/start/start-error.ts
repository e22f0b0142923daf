/** Why Tongke cannot start or go on: the message is one sentence for a person, printed without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
