import { rm } from 'node:fs/promises';
import { type LessonEntry, LessonError, type LessonId, type LessonState } from '@tongke/signaling/protocol/lesson';
import type { Logger } from 'pino';
import { Archive } from '../archive/archive.ts';
import { type ArchiveFolder, openArchiveFolder } from '../archive/archive-folder.ts';
import { LogCopy } from '../archive/log-copy.ts';
import { isSealed } from '../archive/manifest.ts';
import { OwnerMark } from '../archive/owner.ts';
import { recoverJournal } from '../archive/recovery.ts';
import { Capture } from '../capture/capture.ts';
import { summaryOf } from '../certificate/certificate.ts';
import type { SigningKey } from '../certificate/signing-key.ts';
import type { RecorderMetrics } from '../metrics/recorder-metrics.ts';
import type { PictureDecoder } from '../watch/picture-decoder.ts';
import { LessonLink } from './lesson-link.ts';
import { Lookout } from './lookout.ts';
import type { Signaling } from './signaling.ts';
import { Steps } from './steps.ts';
import { tellSealed } from './tell-sealed.ts';

export interface RecordingOptions {
  lessonId: LessonId;
  archivesPath: string;
  tapIp: string;
  signaling: Signaling;
  /** Signs archives. */
  key: SigningKey;
  /** Looks into pictures that seem black. */
  decoder: PictureDecoder;
  metrics: RecorderMetrics;
  logger: Logger;
  /** The lesson is over, and its log is whole in this archive's folder. */
  onLessonOver: (archiveName: string) => void;
  /**
   * The archive is sealed, or another recorder has the lesson, or (`unknown`) signaling knows no such lesson: this recording is over.
   */
  onOver: (why: 'done' | 'unknown') => void;
}

const renewEveryMs = 5_000;

/**
 * One lesson being recorded, from the first word of it until its archive is sealed. What an earlier recorder left is
 * recovered and continued. Owned by the recorder.
 */
export class LessonRecording {
  readonly #options: RecordingOptions;
  readonly #logger: Logger;
  readonly #folder: ArchiveFolder;
  readonly #log: LogCopy;
  readonly #link: LessonLink;
  readonly #lookout: Lookout;
  readonly #unfollow: () => void;
  readonly #mark: OwnerMark;
  readonly #steps: Steps;
  /** When the log ended that an earlier recorder left, on the lesson clock; null when there is none. */
  readonly #leftAtMs: number | null;
  readonly #closing = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  #archive: Archive | null = null;
  #capture: Capture | null = null;
  /** What recovery found: when the lesson was last recorded, on the lesson clock. */
  #interruptedAtMs: number | null = null;
  #isOver = false;
  #isUnknown = false;

  private constructor(options: RecordingOptions, folder: ArchiveFolder, log: LogCopy, mark: OwnerMark) {
    this.#options = options;
    this.#logger = options.logger.child({ class: 'LessonRecording', lessonId: options.lessonId });
    this.#folder = folder;
    this.#log = log;
    this.#mark = mark;
    this.#leftAtMs = log.record.state.sequence > 0 ? log.record.state.at : null;
    if (log.damagedLine !== null) {
      this.#logger.error({ line: log.damagedLine }, 'the log was damaged: what follows is asked for again');
    }
    this.#steps = new Steps({
      sequence: () => this.#state.sequence,
      isOver: () => this.#isOver,
      signal: this.#closing.signal,
      logger: this.#logger,
    });
    this.#link = new LessonLink({
      lessonId: options.lessonId,
      signaling: options.signaling,
      logger: this.#logger,
      listener: {
        after: () => this.#state.sequence,
        onUp: (snapshot) => this.#onUp(snapshot),
        onEntries: (entries) => this.#onEntries(entries),
        onTap: (tap) => this.#capture?.follow(tap),
        onMediaLost: () => this.#steps.next(() => this.#openTap()),
        onUnknown: () => this.#unknown(),
        onSuperseded: () => this.#superseded(),
      },
    });
    this.#lookout = new Lookout({
      before: log.record.state.recording.alarms,
      say: (code, trackId, raised) => {
        this.#logger[raised ? 'warn' : 'info']({ code, trackId, raised }, 'alarm');
        this.#link.command('archive:alarm', { code, trackId, raised }).catch((error) => this.#refused(error));
      },
      decoder: options.decoder,
      path: folder.path,
      state: () => this.#state,
      capture: () => this.#capture,
      nowMs: () => this.#link.clock.nowMs(),
    });
    this.#unfollow = options.metrics.follow(() => this.#lookout.figures());
  }

  static async open(options: RecordingOptions): Promise<LessonRecording> {
    const folder = await openArchiveFolder(options.archivesPath, options.lessonId);
    const mark = await OwnerMark.set(folder);
    const log = await LogCopy.open(folder, { frozen: await isSealed(folder) });
    const recording = new LessonRecording(options, folder, log, mark);
    recording.#start();
    return recording;
  }

  /** Cuts and keeps what is here and lets go; the archive stays unsealed and is continued at the next start. Idempotent. */
  async close(): Promise<void> {
    if (!this.#isOver) this.#logger.info('closing unsealed');
    this.#closing.abort();
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    this.#lookout.close();
    this.#link.close();
    await this.#steps.settle();
    await this.#capture?.close({ discardJournal: true });
    if (!this.#isOver || this.#isUnknown) await this.#archive?.leave();
    await this.#log.close();
    this.#unfollow();
    await this.#mark.remove();
  }

  get #state(): LessonState {
    return this.#log.record.state;
  }

  /** What can be recovered is recovered while the line is being opened. */
  #start(): void {
    void this.#link.open();
    this.#steps.next(() => this.#prepare());
    this.#timers.push(setInterval(() => void this.#mark.renew().catch(() => {}), renewEveryMs));
  }

  #onUp(snapshot: LessonState | null): void {
    if (snapshot) {
      this.#logger.error('the log is not the one that was recorded: continuing with a snapshot');
      this.#log.record.adopt(snapshot);
    }
    // The entries that were missed come right behind.
    this.#steps.next(() => this.#record());
  }

  #onEntries(entries: LessonEntry[]): void {
    this.#log.append(entries).catch((error) => this.#lookout.written(error));
    this.#archive?.changed();
    const concerns = entries.some(({ event }) => event.type === 'lessonOpened' || event.type === 'lessonEnded');
    if (concerns || this.#capture === null) this.#steps.next(() => this.#record());
  }

  /** Opens the archive as soon as the lesson's beginning is known, and recovers what an earlier recorder left. */
  async #prepare(): Promise<void> {
    const { phase } = this.#state;
    const openedAt = phase.name === 'planned' ? null : phase.openedAt;
    if (this.#archive !== null || openedAt === null || (await isSealed(this.#folder))) return;
    const archive = await Archive.open({
      folder: this.#folder,
      log: this.#log,
      startedAtMs: openedAt,
      key: this.#options.key,
      fetchMaterial: (id) => this.#options.signaling.material(id),
      onWritten: (error) => this.#written(error),
      figures: this.#options.metrics,
    });
    try {
      const { datagrams, lastAtMs } = await recoverJournal(archive, this.#folder.journal);
      this.#interruptedAtMs = lastAtMs ?? (archive.endMs === null ? this.#leftAtMs : archive.endMs + openedAt);
      this.#archive = archive;
      this.#logger.info({ datagrams, archiveMs: archive.endMs }, 'archive open');
    } catch (error) {
      await archive.leave().catch(() => {});
      throw error;
    }
  }

  async #record(): Promise<void> {
    await this.#prepare();
    const { phase } = this.#state;
    if (phase.name === 'open') await this.#capturing();
    if (phase.name === 'ended') await this.#seal();
  }

  async #capturing(): Promise<void> {
    const archive = this.#archive;
    if (archive === null) return;
    const begins = this.#capture === null;
    this.#capture ??= await Capture.open({
      archive,
      journalFolder: this.#folder.journal,
      ip: this.#options.tapIp,
      nowMs: () => this.#link.clock.nowMs(),
      firstGapCause: this.#interruptedAtMs === null ? 'sourcePaused' : 'recorderAway',
      watch: this.#lookout.watch,
      figures: this.#options.metrics,
      onFailure: (error) => this.#written(error),
    });
    await this.#link.command('recorder:claim', {});
    await this.#openTap();
    if (begins) this.#interruptionEnds(this.#link.clock.nowMs());
    await this.#link.command('archive:open', { path: this.#folder.webPath });
    this.#lookout.recording();
    this.#logger.info({ port: this.#capture.port }, 'recording');
  }

  async #openTap(): Promise<void> {
    const capture = this.#capture;
    if (capture === null || this.#state.phase.name !== 'open') return;
    capture.follow(await this.#link.request('tap:open', { ip: this.#options.tapIp, port: capture.port }));
  }

  #interruptionEnds(atMs: number): void {
    const archive = this.#archive;
    if (archive === null || this.#interruptedAtMs === null) return;
    const fromMs = this.#interruptedAtMs - archive.startedAtMs;
    archive.interrupted(fromMs, Math.max(fromMs, atMs - archive.startedAtMs), 'recorderAway');
    this.#interruptedAtMs = null;
  }

  async #seal(): Promise<void> {
    const { phase } = this.#state;
    if (phase.name !== 'ended' || this.#isOver) return;
    const begunAt = performance.now();
    const durationMs = Math.max(0, phase.endedAt - (phase.openedAt ?? phase.endedAt));
    if (this.#archive !== null) {
      if (this.#capture === null) this.#interruptionEnds(phase.endedAt);
      await this.#capture?.close({ discardJournal: true });
      const sealed = await this.#archive.seal();
      await rm(this.#folder.journal, { recursive: true, force: true });
      const sealedInMs = Math.round(performance.now() - begunAt);
      this.#options.metrics.sealed(sealedInMs);
      const { summary, isShort } = summaryOf(sealed);
      this.#logger[isShort ? 'warn' : 'info']({ sealedInMs, durationMs, ...summary }, 'sealed');
    }
    this.#options.onLessonOver(this.#folder.name);
    await tellSealed(this.#link, this.#state, { path: this.#folder.webPath, durationMs }, this.#logger);
    this.#end();
  }

  #unknown(): void {
    this.#isUnknown = true;
    this.#end();
  }

  #superseded(): void {
    this.#logger.warn('another recorder has taken this lesson');
    this.#end();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.onOver(this.#isUnknown ? 'unknown' : 'done');
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
