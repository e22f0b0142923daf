import { errors } from 'mediasoup';
import { SfuError } from '../sfu-error.ts';

/**
 * Turns mediasoup's refusal of what a browser has sent into an answer for it. Its worker says no with plain errors:
 * an SSRC or MID that is there already, parameters that contradict each other.
 */
export function refusedByMediasoup(cause: unknown): never {
  if (cause instanceof errors.UnsupportedError) throw new SfuError('unsupported', 'not supported', { cause });
  if (cause instanceof errors.NotFoundError) throw new SfuError('notFound', 'closed meanwhile', { cause });
  if (cause instanceof errors.WorkerClosedError) throw new SfuError('notFound', 'its worker is gone', { cause });
  if (cause instanceof Error) throw new SfuError('badRequest', 'refused by the media worker', { cause });
  throw cause;
}
