import { Watched } from '../watched.ts';
import { type CameraWish, cameraConstraints, microphoneConstraints } from './capture-constraints.ts';
import { type DeviceFailure, deviceFailure } from './device-failure.ts';

/** How one of the two devices is. */
export type DeviceState =
  | { name: 'off' }
  | { name: 'starting' }
  | { name: 'on'; track: MediaStreamTrack; label: string }
  | { name: 'failed'; failure: DeviceFailure };

export type DeviceKind = 'camera' | 'microphone';
export interface CaptureState {
  camera: DeviceState;
  microphone: DeviceState;
  /** Devices to choose from; names are known once permission was given. */
  devices: { camera: DeviceOption[]; microphone: DeviceOption[]; loudspeaker: DeviceOption[] };
}
export interface DeviceOption {
  deviceId: string;
  label: string;
}

const chosenKey = (kind: DeviceKind) => `tongke.device.${kind}`;
const kinds: DeviceKind[] = ['camera', 'microphone'];

/** This device's camera and microphone: opened once, kept through the lesson, found again when plugged in again. */
export class Capture {
  readonly state = new Watched<CaptureState>({
    camera: { name: 'off' },
    microphone: { name: 'off' },
    devices: { camera: [], microphone: [], loudspeaker: [] },
  });
  readonly #wish: CameraWish;
  readonly #wanted: Record<DeviceKind, boolean> = { camera: false, microphone: false };
  #closed = false;

  constructor(wish: CameraWish) {
    this.#wish = wish;
    navigator.mediaDevices?.addEventListener('devicechange', this.#devicesChanged);
  }

  /** Opens devices with one question to the person, or each alone when they cannot be had together. */
  async start(wanted: readonly DeviceKind[] = kinds): Promise<void> {
    for (const kind of wanted) this.#wanted[kind] = true;
    if (!navigator.mediaDevices?.getUserMedia) {
      for (const kind of wanted) this.#set(kind, { name: 'failed', failure: 'insecure' });
      return;
    }
    for (const kind of wanted) this.#set(kind, { name: 'starting' });
    try {
      this.#took(
        await navigator.mediaDevices.getUserMedia({
          video: wanted.includes('camera') && this.#constraints('camera'),
          audio: wanted.includes('microphone') && this.#constraints('microphone'),
        }),
      );
    } catch {
      await Promise.all(wanted.map((kind) => this.#open(kind)));
    }
    await this.#list();
  }

  /** Opens or closes one device. A closed camera's light goes out. */
  async turn(kind: DeviceKind, on: boolean): Promise<void> {
    this.#wanted[kind] = on;
    if (on) {
      if (this.state.get()[kind].name !== 'on') await this.#open(kind);
    } else {
      this.#stop(kind);
      this.#set(kind, { name: 'off' });
    }
  }

  /** Uses this device from now on, and next time. */
  async choose(kind: DeviceKind, deviceId: string): Promise<void> {
    localStorage.setItem(chosenKey(kind), deviceId);
    this.#wanted[kind] = true;
    this.#stop(kind);
    await this.#open(kind);
  }

  /** Lets go of all devices. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    navigator.mediaDevices?.removeEventListener('devicechange', this.#devicesChanged);
    for (const kind of kinds) this.#stop(kind);
  }

  readonly #devicesChanged = () => void this.#list().then(() => this.#findAgain());

  /** Something was plugged in: opens what was missing. */
  async #findAgain(): Promise<void> {
    for (const kind of kinds) {
      const state = this.state.get()[kind];
      const isFindable = state.name === 'failed' && state.failure !== 'refused' && state.failure !== 'insecure';
      if (this.#wanted[kind] && isFindable && this.state.get().devices[kind].length > 0) await this.#open(kind);
    }
  }

  async #open(kind: DeviceKind): Promise<void> {
    if (!navigator.mediaDevices?.getUserMedia) {
      this.#set(kind, { name: 'failed', failure: 'insecure' });
      return;
    }
    this.#set(kind, { name: 'starting' });
    try {
      const constraints = this.#constraints(kind);
      const asked = kind === 'camera' ? { video: constraints } : { audio: constraints };
      this.#took(await navigator.mediaDevices.getUserMedia(asked));
    } catch (error) {
      const failure = deviceFailure(error);
      if (failure === 'missing' && localStorage.getItem(chosenKey(kind))) {
        // The chosen one is gone: any other will do.
        localStorage.removeItem(chosenKey(kind));
        await this.#open(kind);
        return;
      }
      this.#set(kind, { name: 'failed', failure });
    }
  }

  #took(stream: MediaStream): void {
    for (const track of stream.getTracks()) {
      const kind: DeviceKind = track.kind === 'video' ? 'camera' : 'microphone';
      if (this.#closed || !this.#wanted[kind]) {
        track.stop();
        continue;
      }
      this.#stop(kind);
      track.addEventListener('ended', () => {
        const state = this.state.get()[kind];
        if (state.name !== 'on' || state.track !== track) return;
        this.#set(kind, { name: 'failed', failure: 'unplugged' });
        void this.#list().then(() => this.#findAgain());
      });
      this.#set(kind, { name: 'on', track, label: track.label });
    }
  }

  #stop(kind: DeviceKind): void {
    const state = this.state.get()[kind];
    if (state.name === 'on') state.track.stop();
  }

  #constraints(kind: DeviceKind): MediaTrackConstraints {
    const chosen = localStorage.getItem(chosenKey(kind));
    return kind === 'camera' ? cameraConstraints(this.#wish, chosen) : microphoneConstraints(chosen);
  }

  async #list(): Promise<void> {
    const found = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind) =>
      found.filter((device) => device.kind === kind).map(({ deviceId, label }) => ({ deviceId, label }));
    const devices = { camera: of('videoinput'), microphone: of('audioinput'), loudspeaker: of('audiooutput') };
    this.state.set({ ...this.state.get(), devices });
  }

  #set(kind: DeviceKind, device: DeviceState): void {
    this.state.set({ ...this.state.get(), [kind]: device });
  }
}
