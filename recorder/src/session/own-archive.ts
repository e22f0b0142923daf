import type { Logger } from 'pino';
import type { ArchiveFolder } from '../archive/archive-folder.ts';
import { LogCopy } from '../archive/log-copy.ts';
import { isSealed } from '../archive/manifest.ts';
import { OwnerMark } from '../archive/owner.ts';

const renewEveryMs = 5_000;
/** A recorder that has lost the lesson closes its segments, and is waited for so long. */
const handOverMs = 3_000;

/** An archive's folder that is this recorder's to write, with the lesson's log as it stands there. Owned by the lesson's recording. */
export class OwnArchive {
  readonly log: LogCopy;
  /** When the log ended that an earlier recorder left, on the lesson clock; null when there is none. */
  readonly leftAtMs: number | null;
  readonly #mark: OwnerMark;
  readonly #timer: NodeJS.Timeout;

  private constructor(mark: OwnerMark, log: LogCopy) {
    const { sequence, at } = log.record.state;
    this.log = log;
    this.leftAtMs = sequence > 0 ? at : null;
    this.#mark = mark;
    this.#timer = setInterval(() => void mark.renew().catch(() => {}), renewEveryMs);
  }

  /** Waits for the recorder before this one to let go, and takes up its log where it left it. */
  static async take(folder: ArchiveFolder, logger: Logger): Promise<OwnArchive> {
    const mark = await OwnerMark.take(folder, handOverMs);
    const log = await LogCopy.open(folder, { frozen: await isSealed(folder), check: () => mark.check() });
    if (log.damagedLine !== null) {
      logger.error({ line: log.damagedLine }, 'the log was damaged: what follows is asked for again');
    }
    return new OwnArchive(mark, log);
  }

  /** To be called before each write: throws once another process has taken the folder. */
  check(): Promise<void> {
    return this.#mark.check();
  }

  /** Lets go. Idempotent. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.log.close();
    await this.#mark.remove();
  }
}
