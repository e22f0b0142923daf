import { type DeviceId, isId, LessonError } from '../../protocol/lesson.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Device } from '../catalogue/state.ts';
import { hashSecret, sameSecret } from './secret.ts';
import type { Tokens } from './tokens.ts';

/** Who calls the HTTP API with a bearer token. */
export type Caller =
  | { kind: 'operator'; name: '' }
  | { kind: 'teacher'; accessId: string; teacherId: string; name: string };

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

  /** An operator, or a teacher whose access holds. Throws also `linkExpired` and `linkRevoked`. */
  async organizer(bearer: string): Promise<Caller> {
    if (sameSecret(bearer, this.#operatorToken)) return { kind: 'operator', name: '' };
    const { accessId } = await this.#tokens.checkAccess(bearer);
    const access = await this.#known(() => this.#catalogue.access(accessId));
    if (!access) throw new LessonError('linkRevoked', 'this access was revoked');
    return { kind: 'teacher', accessId, teacherId: access.teacherId, name: access.name };
  }

  /** A paired PC, by the credential that it was given. */
  async device(bearer: string): Promise<Device> {
    const id = bearer.slice(0, Math.max(0, bearer.lastIndexOf('.')));
    if (!isId(id)) throw new LessonError('unauthorized', 'not a credential');
    const hash = hashSecret(bearer);
    const device = await this.#known(() => {
      const paired = this.#catalogue.state.devices.get(id as DeviceId);
      return paired?.credentialHash && sameSecret(paired.credentialHash, hash) ? paired : undefined;
    });
    if (!device) throw new LessonError('unauthorized', 'this device is not paired');
    return device;
  }

  /** Looks again once this node has read what another may have added a moment ago. */
  async #known<Value>(look: () => Value | undefined): Promise<Value | undefined> {
    const found = look();
    if (found) return found;
    await this.#catalogue.refresh();
    return look();
  }
}
