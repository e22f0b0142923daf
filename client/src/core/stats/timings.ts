/** When the first picture of a classroom came after it was called on stage. Milliseconds since the epoch, this page's clock. */
export interface StageTiming {
  participantId: string;
  /** The lesson's own time of the call. */
  calledAt: number;
  /** When this page heard of it. */
  heardAt: number;
  firstFrameAt: number | null;
}

/** When things happened for the person in front of this page. Milliseconds since the epoch, this page's clock. */
export interface PageTimings {
  joinClickAt: number | null;
  welcomeAt: number | null;
  mediaOpenAt: number | null;
  firstTeacherFrameAt: number | null;
  stage: StageTiming[];
  /** Clicks on "call on stage" in this page. */
  calls: { participantId: string; clickAt: number }[];
}

const keptStages = 50;
const now = () => performance.timeOrigin + performance.now();

/** Notes moments as they pass, also as performance marks named `tongke:…`. */
export class Timings {
  #noted: PageTimings = {
    joinClickAt: null,
    welcomeAt: null,
    mediaOpenAt: null,
    firstTeacherFrameAt: null,
    stage: [],
    calls: [],
  };

  get noted(): PageTimings {
    return this.#noted;
  }

  /** Notes a moment the first time that it comes. */
  once(moment: 'joinClickAt' | 'welcomeAt' | 'mediaOpenAt' | 'firstTeacherFrameAt'): void {
    if (this.#noted[moment] !== null) return;
    performance.mark(`tongke:${moment}`);
    this.#noted = { ...this.#noted, [moment]: now() };
  }

  called(participantId: string): void {
    performance.mark('tongke:call');
    this.#noted = {
      ...this.#noted,
      calls: [...this.#noted.calls, { participantId, clickAt: now() }].slice(-keptStages),
    };
  }

  heardCall(participantId: string, calledAt: number): void {
    performance.mark('tongke:stageHeard');
    const timing = { participantId, calledAt, heardAt: now(), firstFrameAt: null };
    this.#noted = { ...this.#noted, stage: [...this.#noted.stage, timing].slice(-keptStages) };
  }

  /** A decoded picture of this participant is on the screen. */
  frame(participantId: string, isTeacher: boolean): void {
    if (isTeacher) this.once('firstTeacherFrameAt');
    const open = this.#noted.stage.findLast((timing) => timing.participantId === participantId);
    if (!open || open.firstFrameAt !== null) return;
    performance.mark('tongke:stageFrame');
    const at = now();
    this.#noted = {
      ...this.#noted,
      stage: this.#noted.stage.map((timing) => (timing === open ? { ...timing, firstFrameAt: at } : timing)),
    };
  }
}
