import { type LessonEntry, LessonError, type LessonId, type LessonState } from '@tongke/signaling/protocol/lesson';
import type { Logger } from 'pino';
import { noPackets } from '../capture/packet-totals.ts';
import { pause } from './command-line.ts';
import { LessonLink } from './lesson-link.ts';
import { LessonRecording } from './lesson-recording.ts';
import type { RecordingSettings } from './recording-settings.ts';
import { Standby } from './standby.ts';

export interface LessonWorkOptions extends RecordingSettings {
  lessonId: LessonId;
  isSpare: boolean;
  /** Records beside a recorder that has the lesson. */
  isTwin: boolean;
  /** An archive of it was found unsealed: it is to be sealed even if the lesson thinks that it is. */
  isLeft: boolean;
  /** Nothing is left to do: sealed, by whomever, or another recorder of the same name has the seat, or (`unknown`) signaling knows no such lesson. */
  onOver: (why: 'done' | 'unknown') => void;
}

const tryAgainMs = 1_000;
/** A twin that has the lesson now goes on beside itself until all pictures have had a key frame. */
const overlapMs = 10_000;

/**
 * A recorder's seat in one lesson. It stands by while another recorder has the lesson (where there are twins: records beside it), records when it has
 * claimed it, and stands by again when another one has. Owned by the recorder.
 */
export class LessonWork {
  readonly #options: LessonWorkOptions;
  readonly #logger: Logger;
  readonly #link: LessonLink;
  #standby: Standby;
  #unfollow: () => void;
  #recording: LessonRecording | null = null;
  /** What is recorded beside another recorder, or beside {@link #recording} for a while. */
  #twin: LessonRecording | null = null;
  #twinWork: Promise<void> = Promise.resolve();
  #overlap: NodeJS.Timeout | null = null;
  #changing: Promise<void> = Promise.resolve();
  #isOver = false;
  readonly #stopping = new AbortController();
  #closing: Promise<void> | null = null;

  constructor(options: LessonWorkOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ class: 'LessonWork', lessonId: options.lessonId });
    this.#link = new LessonLink({
      lessonId: options.lessonId,
      signaling: options.signaling,
      logger: this.#logger,
      listener: {
        after: () => {
          const own = this.#recording?.sequence ?? this.#standby.state.sequence;
          return Math.min(own, this.#twin?.sequence ?? own);
        },
        onUp: (snapshot) => this.#up(snapshot),
        onEntries: (entries) => this.#entries(entries),
        onTap: (tap) => {
          for (const each of this.#recordings) each.tap(tap);
        },
        onMediaLost: () => {
          for (const each of this.#recordings) each.mediaLost();
        },
        onUnknown: () => this.#end('unknown'),
        onSuperseded: () => {
          this.#logger.warn('another recorder of this name has the seat');
          this.#end('done');
        },
      },
    });
    this.#standby = this.#standBy();
    this.#unfollow = options.metrics.follow(idle);
    void this.#link.open();
  }

  /** Keeps what is recorded and lets go. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#stopping.abort();
    this.#standby.close();
    this.#link.close();
    await this.#changing;
    this.#standby.close();
    await this.#leaveTwin();
    await this.#recording?.close();
    this.#unfollow();
  }

  #standBy(): Standby {
    return new Standby({
      isSpare: this.#options.isSpare,
      participantId: () => this.#link.participantId,
      nowMs: () => this.#link.clock.nowMs(),
      claim: () => this.#claim(),
      twin: this.#options.isTwin ? { isTaken: () => this.#twin !== null, take: () => this.#recordBeside() } : null,
      logger: this.#logger,
    });
  }

  #up(snapshot: LessonState | null): void {
    if (this.#recording?.sequence == null) this.#standby.up(snapshot);
    for (const each of this.#recordings) each.up(snapshot);
  }

  #entries(entries: LessonEntry[]): void {
    // Until the archive's own log is open, what happens is kept in memory.
    if (this.#recording?.sequence == null) this.#standby.entries(entries);
    for (const each of this.#recordings) each.entries(entries);
    this.#endIfSealed();
  }

  get #recordings(): LessonRecording[] {
    return [this.#recording, this.#twin].filter((each) => each !== null);
  }

  #endIfSealed(): void {
    const { phase, recording } = this.#standby.state;
    const isSealed = phase.name === 'ended' && recording.sealedAt !== null;
    if (isSealed && this.#recordings.length === 0 && !this.#options.isLeft) this.#end('done');
  }

  async #recordBeside(): Promise<void> {
    await this.#twinWork;
    try {
      await this.#link.command('recorder:twin', {});
      if (this.#closing !== null || this.#isOver || this.#twin !== null) return;
      this.#unfollow();
      this.#twin = await this.#openRecording({ isTwin: true });
    } catch (error) {
      // Another one was faster, or the lesson has just been left.
      if (!(error instanceof LessonError)) this.#logger.error({ err: error }, 'lesson not recorded beside');
      await pause(tryAgainMs, this.#stopping.signal);
    }
  }

  #openRecording({ isTwin }: { isTwin: boolean }): Promise<LessonRecording> {
    return LessonRecording.open({
      ...this.#options,
      link: this.#link,
      standby: this.#standby,
      isTwin,
      beside: this.#twin?.capture ?? null,
      onOver: (why) => {
        if (isTwin) void this.#leaveTwin();
        else if (why === 'lost') this.#lose();
        else this.#end('done');
      },
    });
  }

  /** Ends what is recorded beside; what is there is kept until it has been united with the archive. Idempotent. */
  #leaveTwin(): Promise<void> {
    if (this.#overlap !== null) clearTimeout(this.#overlap);
    const twin = this.#twin;
    this.#twinWork = this.#twinWork.then(async () => {
      if (twin === null || this.#twin !== twin) return;
      await twin.close().catch((error) => this.#logger.error({ err: error }, 'twin not closed'));
      this.#twin = null;
      if (this.#recording === null && this.#closing === null) this.#unfollow = this.#options.metrics.follow(idle);
      this.#endIfSealed();
    });
    return this.#twinWork;
  }

  async #claim(): Promise<void> {
    try {
      await this.#link.command('recorder:claim', {});
    } catch (error) {
      // Another one was faster, or this one closes; what is heard next says which.
      if (!(error instanceof LessonError)) this.#logger.error({ err: error }, 'lesson not claimed');
      return;
    }
    if (this.#closing !== null || this.#isOver) return;
    this.#standby.close();
    this.#unfollow();
    this.#changing = this.#open();
    await this.#changing;
  }

  async #open(): Promise<void> {
    try {
      this.#recording = await this.#openRecording({ isTwin: false });
      if (this.#twin !== null) this.#overlap = setTimeout(() => void this.#leaveTwin(), overlapMs);
    } catch (error) {
      this.#logger.error({ err: error }, 'lesson not recorded: this is tried again');
      await pause(tryAgainMs, this.#stopping.signal);
      this.#stepBack(this.#standby.state);
      this.#standby.up(null);
    }
  }

  /** Lets go, and stands by for the one that has the lesson now. */
  #lose(): void {
    this.#changing = this.#changing.then(async () => {
      const recording = this.#recording;
      if (recording === null || this.#closing !== null) return;
      this.#recording = null;
      this.#stepBack(recording.state);
      await recording.close();
      this.#standby.up(null);
    });
  }

  #stepBack(state: LessonState): void {
    this.#standby = this.#standBy();
    this.#standby.adopt(state);
    this.#unfollow = this.#options.metrics.follow(idle);
  }

  #end(why: 'done' | 'unknown'): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.onOver(why);
  }
}

const idle = () => ({ isRecording: false, expectedTracks: 0, alarms: [], packets: noPackets() });
