import { isHeldBack, mayDo, type ParticipantId, type Role, type Track } from '@tongke/signaling/protocol/lesson';
import type { Capture, DeviceKind } from '../devices/capture.ts';
import { type ExtraCameras, extraCameras } from '../devices/extra-cameras.ts';
import type { ScreenCapture } from '../devices/screen-capture.ts';
import type { LessonLink } from '../link/lesson-link.ts';
import type { MediaDesk } from '../media/media-desk.ts';
import type { Publication } from '../media/send-side.ts';
import { Watched } from '../watched.ts';

const kinds: DeviceKind[] = ['camera', 'microphone'];

/** What the person in front of the screen wants open. */
export type OpenWish = Readonly<Record<DeviceKind, boolean>>;

/**
 * This seat's cameras, microphone and screen in the lesson. A microphone is open only while the person wants it, the
 * device gives it and the lesson says that it is open: closing takes effect here at once, opening when the lesson has
 * agreed, and what staff close stays closed until the person opens it. What is switched off for the room is closed here
 * too, and opens again by itself when it is switched on.
 */
export class OwnSources {
  readonly wish: Watched<OpenWish>;
  readonly #link: LessonLink;
  readonly #desk: MediaDesk;
  readonly #capture: Capture;
  readonly #screen: ScreenCapture;
  readonly #extra: ExtraCameras | null;
  readonly #participantId: ParticipantId;
  readonly #role: Role;
  readonly #mayPublish: boolean;
  readonly #asking = new Set<DeviceKind>();
  readonly #seen = new Map<DeviceKind, Track | undefined>();
  readonly #undo: (() => void)[] = [];

  constructor(options: {
    link: LessonLink;
    desk: MediaDesk;
    capture: Capture;
    screen: ScreenCapture;
    /** A teacher's further cameras: what is chosen there is shown. */
    extra?: ExtraCameras;
    participantId: ParticipantId;
    role: Role;
    /** What was closed before, on this device; open unless named. */
    closed?: readonly DeviceKind[];
  }) {
    this.#link = options.link;
    this.#desk = options.desk;
    this.#capture = options.capture;
    this.#screen = options.screen;
    this.#extra = options.extra ?? null;
    this.#participantId = options.participantId;
    this.#role = options.role;
    this.#mayPublish = mayDo(options.role, 'track:publish');
    this.wish = new Watched<OpenWish>({
      camera: !options.closed?.includes('camera'),
      microphone: !options.closed?.includes('microphone'),
    });
    if (!this.#mayPublish) return;
    const changed = () => this.#align();
    this.#undo.push(
      this.wish.onChange(changed),
      this.#capture.state.onChange(changed),
      this.#screen.shared.onChange(changed),
      ...(this.#extra ? [this.#extra.state.onChange(changed)] : []),
      this.#link.store.lesson.onChange(changed),
      this.#desk.state.onChange(changed),
    );
    this.#align();
  }

  /** Makes the devices ready, with one question to the person. A closed camera stays dark; a closed microphone, silent. */
  start(): Promise<void> {
    return this.#capture
      .start(this.wish.get().camera ? ['camera', 'microphone'] : ['microphone'])
      .then(() => this.#extra?.start());
  }

  /** Opens or closes the camera or the microphone. */
  turn(kind: DeviceKind, open: boolean): void {
    this.wish.set({ ...this.wish.get(), [kind]: open });
    // A closed camera's light goes out; a microphone stays ready, and silent, so that a word is never cut off.
    if (kind === 'camera' || open) void this.#capture.turn(kind, open);
  }

  /** Whether others may see or hear it now: this is what the screen shows. */
  isOpen(kind: DeviceKind): boolean {
    return this.#wantsOpen(kind) && this.#published(kind)?.muted === false;
  }

  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#desk.publish(new Map());
  }

  #align(): void {
    this.#noticeClosedByStaff();
    const publications = new Map<Publication['source'], Publication>();
    const { camera, microphone, sound } = this.#capture.state.get();
    for (const kind of kinds) {
      const device = kind === 'camera' ? camera : microphone;
      const published = this.#published(kind);
      const track = device.name === 'on' ? device.track : null;
      if (track || published) {
        const agreed = published ? !published.muted : true;
        const muted = !(this.#wantsOpen(kind) && agreed);
        publications.set(kind, { source: kind, track, muted, music: kind === 'microphone' && sound.music });
      }
      this.#agree(kind);
    }
    for (const source of extraCameras) {
      const state = this.#extra?.state.get()[source];
      if (state?.name === 'on') publications.set(source, { source, track: state.track, muted: false });
    }
    const shared = this.#screen.shared.get();
    if (shared) publications.set('screen', { source: 'screen', track: shared.picture, muted: false });
    if (shared?.sound) publications.set('screenAudio', { source: 'screenAudio', track: shared.sound, muted: false });
    this.#desk.publish(publications);
  }

  /** Tells the lesson whether it is open, one command at a time, until both say the same. */
  #agree(kind: DeviceKind): void {
    const published = this.#published(kind);
    if (!published || this.#asking.has(kind)) return;
    const muted = !this.#wantsOpen(kind);
    if (published.muted === muted) return;
    this.#asking.add(kind);
    this.#link
      .command('track:mute', { trackId: published.trackId, muted })
      .catch(() => {
        // The track was replaced meanwhile; its successor is compared when it comes.
      })
      .finally(() => {
        this.#asking.delete(kind);
        if (this.#published(kind)?.trackId !== published.trackId) this.#agree(kind);
        else queueMicrotask(() => this.#align());
      });
  }

  /** What was open and is now closed, though nobody asked for it here, was closed by staff: it stays so. */
  #noticeClosedByStaff(): void {
    for (const kind of kinds) {
      const before = this.#seen.get(kind);
      const now = this.#published(kind);
      this.#seen.set(kind, now);
      const isSame = before !== undefined && before.trackId === now?.trackId;
      if (isSame && !before.muted && now.muted && !this.#asking.has(kind) && this.#wantsOpen(kind)) {
        this.turn(kind, false);
      }
    }
  }

  /** Whether the lesson lets it be open now. What the teacher opens stays open while everything pauses. */
  mayOpen(kind: DeviceKind): boolean {
    if (this.#role !== 'classroom') return true;
    const track = { participantId: this.#participantId, role: this.#role, source: kind };
    return !isHeldBack(this.#link.store.lesson.get().permission, track);
  }

  #wantsOpen(kind: DeviceKind): boolean {
    return this.wish.get()[kind] && this.#capture.state.get()[kind].name === 'on' && this.mayOpen(kind);
  }

  #published(kind: DeviceKind): Track | undefined {
    const { session } = this.#desk;
    return Object.values(this.#link.store.lesson.get().tracks).find(
      (track) => track.participantId === this.#participantId && track.source === kind && track.session === session,
    );
  }
}
