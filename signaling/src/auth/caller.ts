import { isId, LessonError } from '../../protocol/lesson.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Device } from '../catalogue/state.ts';
import { hashSecret, sameSecret } from './secret.ts';
import type { Tokens } from './tokens.ts';

/** Who calls the HTTP API with a bearer token. */
export type Caller = { kind: 'operator'; name: string } | { kind: 'teacher'; accessId: string; name: string };

/** Tells who calls. Every method throws LessonError `unauthorized` for a token that is not one. */
export class Callers {
  readonly #operatorToken: string;
  readonly #tokens: Tokens;
  readonly #catalogue: Catalogue;

  constructor(operatorToken: string, tokens: Tokens, catalogue: Catalogue) {
    this.#operatorToken = operatorToken;
    this.#tokens = tokens;
    this.#catalogue = catalogue;
  }

  async organizer(bearer: string): Promise<Caller> {
    if (sameSecret(bearer, this.#operatorToken)) return { kind: 'operator', name: '' };
    const { accessId, teacherName } = await this.#tokens.checkAccess(bearer);
    return { kind: 'teacher', accessId, name: teacherName };
  }

  /** A paired PC, by the credential that it was given. */
  device(bearer: string): Device {
    const id = bearer.slice(0, Math.max(0, bearer.lastIndexOf('.')));
    const device = isId(id) ? this.#catalogue.state.devices.get(id as Device['deviceId']) : undefined;
    const known = device?.credentialHash && sameSecret(device.credentialHash, hashSecret(bearer));
    if (!device || !known) throw new LessonError('unauthorized', 'this device is not paired');
    return device;
  }
}
