/**
 * Why a device gives nothing. `refused`: permission; `missing`: there is none; `busy`: another program has it;
 * `unplugged`: it was pulled out; `insecure`: the page was not opened over HTTPS, so browsers give no devices.
 */
export type DeviceFailure = 'refused' | 'missing' | 'busy' | 'unplugged' | 'insecure';

/** What `getUserMedia` threw, in our words (W3C Media Capture, section 10.2.1.1). */
export function deviceFailure(error: unknown): DeviceFailure {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return 'busy';
}
