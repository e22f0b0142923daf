import { rm } from 'node:fs/promises';
import {
  type LessonEntry,
  LessonError,
  type LessonId,
  type LessonState,
  type TapDescription,
} from '@tongke/signaling/protocol/lesson';
import type { Logger } from 'pino';
import type { Archive } from '../archive/archive.ts';
import { type ArchiveFolder, openArchiveFolder } from '../archive/archive-folder.ts';
import { isSealed } from '../archive/manifest.ts';
import { Capture } from '../capture/capture.ts';
import { summaryOf } from '../certificate/certificate.ts';
import { isTaken } from './is-taken.ts';
import type { LessonLink } from './lesson-link.ts';
import { Lookout } from './lookout.ts';
import { openRecovered } from './open-recovered.ts';
import { OwnArchive } from './own-archive.ts';
import type { RecordingSettings } from './recording-settings.ts';
import type { Standby } from './standby.ts';
import { Steps } from './steps.ts';
import { tellSealed } from './tell-sealed.ts';

export interface RecordingOptions extends RecordingSettings {
  lessonId: LessonId;
  /** Up, and with the lesson claimed. Its owner brings what it hears. */
  link: LessonLink;
  /** What happened until the archive's own log is open. */
  standby: Standby;
  /** Beside the recorder that has the lesson, into a folder of its own: the lesson hears nothing of it. */
  isTwin: boolean;
  /** Hears the seat's tap already; nothing is lost on the way from one to the other. */
  beside: Capture | null;
  /** The archive is sealed; or (`lost`) another recorder has its part. */
  onOver: (why: 'sealed' | 'lost') => void;
}

/**
 * One lesson being recorded, from when it was claimed, or joined by a twin, until its archive is sealed. Media is received first; meanwhile
 * what an earlier recorder left is recovered, and continued. Owned by the lesson's work.
 */
export class LessonRecording {
  readonly #options: RecordingOptions;
  readonly #logger: Logger;
  readonly #folder: ArchiveFolder;
  readonly #lookout: Lookout;
  readonly #unfollow: () => void;
  readonly #steps: Steps;
  readonly #closing = new AbortController();
  /** Null until the archive's folder is this recorder's to write. */
  #own: OwnArchive | null = null;
  #archive: Archive | null = null;
  #capture: Capture | null = null;
  /** When the lesson was last recorded, by what an earlier recorder left, on the lesson clock; null when there is none. */
  #interruptedAtMs: number | null = null;
  #isOver = false;
  #isSealed = false;
  /** What is older may be heard again. */
  readonly #begunAfter: number;

  private constructor(options: RecordingOptions, folder: ArchiveFolder) {
    this.#options = options;
    this.#logger = options.logger.child({ class: 'LessonRecording', lessonId: options.lessonId });
    this.#folder = folder;
    this.#begunAfter = options.standby.state.sequence;
    this.#steps = new Steps({
      sequence: () => this.#state.sequence,
      isOver: () => this.#isOver,
      signal: this.#closing.signal,
      logger: this.#logger,
    });
    this.#lookout = new Lookout({
      before: options.standby.state.recording.alarms,
      say: (code, trackId, raised) => {
        if (options.isTwin) return;
        this.#logger[raised ? 'warn' : 'info']({ code, trackId, raised }, 'alarm');
        options.link.command('archive:alarm', { code, trackId, raised }).catch((error) => this.#refused(error));
      },
      decoder: options.decoder,
      path: folder.path,
      state: () => this.#state,
      capture: () => this.#capture,
      nowMs: () => options.link.clock.nowMs(),
    });
    this.#unfollow = options.metrics.follow(() => this.#lookout.figures());
  }

  static async open(options: RecordingOptions): Promise<LessonRecording> {
    const { isTwin, twinsPath, archivesPath, lessonId } = options;
    const folder = await openArchiveFolder(isTwin ? twinsPath : archivesPath, lessonId);
    const recording = new LessonRecording(options, folder);
    recording.#steps.next(() => recording.#receive());
    recording.#steps.next(() => recording.#takeFolder());
    recording.#steps.next(() => recording.#record());
    return recording;
  }

  /** Last of the lesson's log that is kept here; null as long as the standby keeps it. */
  get sequence(): number | null {
    return this.#own?.log.record.state.sequence ?? null;
  }

  get state(): LessonState {
    return this.#state;
  }

  /** What receives; null before anything does. */
  get capture(): Capture | null {
    return this.#capture;
  }

  /** The line is up again. The entries that were missed come right behind. */
  up(snapshot: LessonState | null): void {
    if (snapshot && this.#own) {
      this.#logger.error('the log is not the one that was recorded: continuing with a snapshot');
      this.#own.log.record.adopt(snapshot);
    }
    this.#steps.next(() => this.#record());
  }

  entries(entries: readonly LessonEntry[]): void {
    this.#own?.log.append(entries).catch((error) => this.#lookout.written(error));
    this.#archive?.changed();
    const { isTwin, link } = this.#options;
    const fresh = entries.filter(({ sequence }) => sequence > this.#begunAfter);
    if (isTaken(fresh, this.#state, { participantId: link.participantId, isTwin })) this.#lose();
    const concerns = entries.some(({ event }) => event.type === 'lessonOpened' || event.type === 'lessonEnded');
    if (concerns || this.#capture === null) this.#steps.next(() => this.#record());
  }

  tap(tap: TapDescription): void {
    this.#capture?.follow(tap);
  }

  /** The sfu or a worker of it was lost: taps can be opened again. */
  mediaLost(): void {
    this.#steps.next(() => this.#openTap());
  }

  /** Cuts and keeps what is here and lets go; an archive that is not sealed is continued by whoever claims the lesson next. Idempotent. */
  async close(): Promise<void> {
    if (!this.#isOver) this.#logger.info('closing unsealed');
    this.#closing.abort();
    this.#lookout.close();
    await this.#steps.settle();
    await this.#capture?.close({ discardJournal: true });
    // Nobody is left to try again what the disk, or the folder's next owner, refuses.
    if (!this.#isSealed) await this.#archive?.leave().catch((error) => this.#written(error));
    this.#unfollow();
    await this.#own?.close();
  }

  get #state(): LessonState {
    return this.#own?.log.record.state ?? this.#options.standby.state;
  }

  /** Before anything else: each moment without an open tap is lost. */
  async #receive(): Promise<void> {
    if (this.#state.phase.name !== 'open') return;
    this.#capture ??= await Capture.open({
      journalFolder: this.#folder.journal,
      ip: this.#options.tapIp,
      nowMs: () => this.#options.link.clock.nowMs(),
      watch: this.#options.isTwin ? null : this.#lookout.watch,
      beside: this.#options.beside,
      figures: this.#options.metrics,
      onFailure: (error) => this.#written(error),
    });
    await this.#openTap();
  }

  /** What the recorder before this one did not write down any more is taken from the standby, or asked for again. */
  async #takeFolder(): Promise<void> {
    if (this.#own !== null) return;
    const own = await OwnArchive.take(this.#folder, this.#logger);
    const missed = this.#options.standby.entriesAfter(own.log.record.state.sequence);
    this.#own = own;
    this.#interruptedAtMs = own.leftAtMs;
    if (missed === null) this.#options.link.renew();
    else await own.log.append(missed).catch((error) => this.#lookout.written(error));
  }

  /** Opens the archive as soon as the lesson's beginning is known, and recovers what an earlier recorder left. */
  async #prepare(): Promise<void> {
    const { phase } = this.#state;
    const openedAt = phase.name === 'planned' ? null : phase.openedAt;
    if (this.#own === null || this.#archive !== null || openedAt === null || (await isSealed(this.#folder))) return;
    const own = this.#own;
    const { key, signaling, metrics, isTwin } = this.#options;
    const { archive, datagrams, lastAtMs } = await openRecovered(
      {
        ...{ folder: this.#folder, log: own.log, startedAtMs: openedAt, key, figures: metrics },
        fetchMaterial: async (id) => (isTwin ? null : signaling.material(id)),
        onWritten: (error) => this.#written(error),
        check: () => own.check(),
      },
      this.#capture?.firstJournalFile,
    );
    this.#interruptedAtMs = lastAtMs ?? this.#interruptedAtMs;
    this.#archive = archive;
    this.#logger.info({ datagrams, archiveMs: archive.endMs }, 'archive open');
  }

  async #record(): Promise<void> {
    await this.#prepare();
    const { phase } = this.#state;
    if (phase.name === 'open') await this.#capturing();
    if (phase.name === 'ended') await this.#seal();
  }

  async #capturing(): Promise<void> {
    const { link, isTwin } = this.#options;
    if (this.#archive === null) return;
    try {
      await link.command(isTwin ? 'recorder:twin' : 'recorder:claim', {});
    } catch (error) {
      if (!(error instanceof LessonError) || error.code !== 'conflict') throw error;
      this.#lose();
      return;
    }
    await this.#receive();
    if (this.#capture === null) return;
    this.#interruptionEnds(this.#capture.beganAtMs ?? link.clock.nowMs());
    if (!isTwin) {
      await link.command('archive:open', { path: this.#folder.webPath });
      this.#lookout.recording();
    }
    this.#logger.info({ port: this.#capture.port }, isTwin ? 'recording as the twin' : 'recording');
  }

  async #openTap(): Promise<void> {
    const capture = this.#capture;
    if (capture === null || this.#state.phase.name !== 'open') return;
    const { link, tapIp } = this.#options;
    capture.follow(await link.request('tap:open', { ip: tapIp, port: capture.port }));
  }

  /** What was received meanwhile goes into the archive, behind the hole. */
  #interruptionEnds(atMs: number): void {
    const archive = this.#archive;
    if (archive === null) return;
    if (this.#interruptedAtMs !== null) {
      const fromMs = this.#interruptedAtMs - archive.startedAtMs;
      archive.interrupted(fromMs, Math.max(fromMs, atMs - archive.startedAtMs), 'recorderAway');
    }
    this.#capture?.attach(archive, this.#interruptedAtMs === null ? 'sourcePaused' : 'recorderAway');
    this.#interruptedAtMs = null;
  }

  async #seal(): Promise<void> {
    const { phase } = this.#state;
    if (phase.name !== 'ended' || this.#isOver || this.#own === null) return;
    const begunAt = performance.now();
    const durationMs = Math.max(0, phase.endedAt - (phase.openedAt ?? phase.endedAt));
    if (this.#archive !== null) {
      this.#interruptionEnds(this.#capture?.beganAtMs ?? phase.endedAt);
      await this.#capture?.close({ discardJournal: true });
      const sealed = await this.#archive.seal();
      this.#isSealed = true;
      await rm(this.#folder.journal, { recursive: true, force: true });
      const sealedInMs = Math.round(performance.now() - begunAt);
      this.#options.metrics.sealed(sealedInMs);
      const { summary, isShort } = summaryOf(sealed);
      this.#logger[isShort ? 'warn' : 'info']({ sealedInMs, durationMs, ...summary }, 'sealed');
    }
    const { link, isTwin, onLessonOver } = this.#options;
    if (!isTwin) {
      onLessonOver(this.#folder.name);
      await tellSealed(link, this.#state, { path: this.#folder.webPath, durationMs }, this.#logger);
    }
    this.#end('sealed');
  }

  #lose(): void {
    this.#logger.warn(
      this.#options.isTwin ? 'another twin records this lesson' : 'another recorder has taken this lesson',
    );
    this.#end('lost');
  }

  #end(why: 'sealed' | 'lost'): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.onOver(why);
  }

  #written(error: unknown): void {
    if (error !== null) this.#logger.error({ err: error }, 'the disk refused a write');
    this.#lookout.written(error);
  }

  #refused(error: unknown): void {
    if (!this.#closing.signal.aborted || !(error instanceof LessonError)) {
      this.#logger.warn({ err: error }, 'a command was refused');
    }
  }
}
