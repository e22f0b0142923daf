import { type LessonEntry, mayDo, type Welcome } from '@tongke/signaling/protocol/lesson';
import { Capture } from '../devices/capture.ts';
import { cameraWish } from '../devices/capture-constraints.ts';
import { ExtraCameras } from '../devices/extra-cameras.ts';
import { ScreenCapture } from '../devices/screen-capture.ts';
import { browserSupplies } from '../film/browser-supplies.ts';
import { FilmShelf } from '../film/film-shelf.ts';
import { reportFilms } from '../film/report-films.ts';
import { LessonLink } from '../link/lesson-link.ts';
import { MediaDesk } from '../media/media-desk.ts';
import { MusicMode } from '../music/music-mode.ts';
import { Timings } from '../stats/timings.ts';
import { Watched } from '../watched.ts';
import { type KeptSeat, keepClosed } from './kept-seats.ts';
import { OwnSources } from './own-sources.ts';

/** A seat as its page holds it: the line to the lesson, its media, its devices. Made when the seat is granted. */
export class LessonSeat {
  readonly kept: KeptSeat;
  readonly link: LessonLink;
  readonly desk: MediaDesk;
  readonly capture: Capture;
  readonly screen = new ScreenCapture();
  /** A teacher's cameras beside the first. */
  readonly extra: ExtraCameras;
  readonly own: OwnSources;
  readonly music: MusicMode;
  /** The lesson's films: a room fetches them ahead. */
  readonly films: FilmShelf;
  readonly timings = new Timings();
  readonly joined = new Watched(false);
  readonly #undo: (() => void)[] = [];

  /** `query`: the page's own, which may ask for a size of the camera's picture. */
  constructor(kept: KeptSeat, query: string) {
    this.kept = kept;
    this.capture = new Capture(cameraWish(kept.role, query));
    this.extra = new ExtraCameras(cameraWish(kept.role, query));
    this.desk = new MediaDesk(() => this.link, { keeps: mayDo(kept.role, 'track:publish') });
    this.link = new LessonLink({
      lessonId: kept.lessonId,
      seatKey: kept.seatKey,
      session: () => this.desk.session,
      listener: {
        onWelcome: (welcome) => this.#welcomed(welcome),
        onConsumers: (consumers) => this.desk.consumers(consumers),
        onMediaLost: () => this.desk.lost(),
        onDemand: (demand) => this.desk.demand(demand),
      },
    });
    this.own = new OwnSources({
      link: this.link,
      desk: this.desk,
      capture: this.capture,
      screen: this.screen,
      ...(kept.role === 'teacher' ? { extra: this.extra } : {}),
      participantId: kept.participantId,
      role: kept.role,
      closed: kept.closed ?? [],
    });
    this.music = new MusicMode(this.link.store.lesson, this.capture);
    this.films = new FilmShelf(kept.role === 'classroom', browserSupplies);
    this.#undo.push(
      reportFilms(this.link, this.films, kept.participantId),
      this.own.wish.onChange((wish) =>
        keepClosed(
          kept,
          (['camera', 'microphone'] as const).filter((kind) => !wish[kind]),
        ),
      ),
      this.link.store.lesson.onChange(() => this.#follow()),
      this.link.line.onChange((line) => {
        // Another device sits here now, or nobody may: nothing of this room may be seen or heard any longer.
        if (line.name === 'over') this.#endMedia();
      }),
      this.link.store.onEntry((entry) => this.#note(entry)),
      this.desk.state.onChange((state) => {
        if (state === 'open') this.timings.once('mediaOpenAt');
      }),
    );
  }

  /** Takes the seat. Devices that are still starting follow by themselves. Idempotent. */
  join(): void {
    if (this.joined.get()) return;
    this.timings.once('joinClickAt');
    this.joined.set(true);
    void this.link.open();
  }

  /** Leaves: hangs up and lets go of all devices. Idempotent. */
  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#endMedia();
    this.link.close();
  }

  #welcomed({ media }: Welcome): void {
    this.timings.once('welcomeAt');
    if (media) this.desk.adopt(media);
    else if (this.#isOpen) this.desk.open();
  }

  #follow(): void {
    const { phase } = this.link.store.lesson.get();
    if (phase.name === 'ended') this.#endMedia();
    if (this.#isOpen && this.desk.state.get() === 'off' && this.link.line.get().name === 'up') this.desk.open();
  }

  get #isOpen(): boolean {
    return this.link.store.lesson.get().phase.name === 'open';
  }

  #endMedia(): void {
    this.own.close();
    this.music.close();
    this.screen.stop();
    this.extra.close();
    this.films.close();
    this.capture.close();
    this.desk.close();
  }

  #note({ event, at }: LessonEntry): void {
    if (event.type === 'stageCalled') this.timings.heardCall(event.entry.participantId, at);
  }
}
