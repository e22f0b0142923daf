import { errors } from 'mediasoup';
import { SfuError } from '../sfu-error.ts';

/** Turns mediasoup's refusal of what a browser has sent into an answer for it; anything else stays a failure. */
export function refusedByMediasoup(error: unknown): never {
  if (error instanceof errors.UnsupportedError) throw new SfuError('unsupported', 'not supported', { cause: error });
  if (error instanceof TypeError) throw new SfuError('badRequest', 'refused by the media worker', { cause: error });
  throw error;
}
