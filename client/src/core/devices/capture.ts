import { type MicrophoneSound, speech } from '../music/microphone-sound.ts';
import { retune } from '../music/retune.ts';
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
  /** What the microphone was opened for, or changed to since. */
  sound: MicrophoneSound;
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
    sound: speech,
    devices: { camera: [], microphone: [], loudspeaker: [] },
  });
  readonly #wish: CameraWish;
  readonly #wanted: Record<DeviceKind, boolean> = { camera: false, microphone: false };
  #sound = speech;
  #tuning = false;
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
    const sound = this.#sound;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        video: wanted.includes('camera') && this.#constraints('camera'),
        audio: wanted.includes('microphone') && this.#constraints('microphone'),
      });
      this.#took(stream, sound);
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

  /** What the microphone is for from now on. The sound so far goes on until the other one is there. Idempotent. */
  tune(sound: MicrophoneSound): void {
    const { music, echoCancellation } = this.#sound;
    if (music === sound.music && echoCancellation === sound.echoCancellation) return;
    this.#sound = sound;
    void this.#tune();
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
    const sound = this.#sound;
    try {
      const constraints = this.#constraints(kind);
      const asked = kind === 'camera' ? { video: constraints } : { audio: constraints };
      this.#took(await navigator.mediaDevices.getUserMedia(asked), sound);
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

  /** Makes the microphone what it is for. Another track takes over only once it is there, so that nothing is cut off. */
  async #tune(): Promise<void> {
    const { microphone, sound: former } = this.state.get();
    if (this.#tuning || microphone.name !== 'on' || former === this.#sound) return;
    this.#tuning = true;
    const sound = this.#sound;
    try {
      const stream = await retune(microphone.track, this.#constraints('microphone'), sound);
      // Another one was chosen meanwhile, or it was pulled out.
      if (this.state.get().microphone !== microphone) stopAll(stream);
      else if (stream) this.#took(stream, sound);
      else this.state.set({ ...this.state.get(), sound });
    } catch (error) {
      console.warn('the microphone stays as it was', error);
    }
    this.#tuning = false;
    if (sound !== this.#sound || this.state.get().microphone !== microphone) await this.#tune();
  }

  #took(stream: MediaStream, sound: MicrophoneSound): void {
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
      const { label } = track;
      const device: DeviceState = { name: 'on', track, label };
      this.state.set({ ...this.state.get(), [kind]: device, ...(kind === 'microphone' && { sound }) });
      void this.#tune();
    }
  }

  #stop(kind: DeviceKind): void {
    const state = this.state.get()[kind];
    if (state.name === 'on') state.track.stop();
  }

  #constraints(kind: DeviceKind): MediaTrackConstraints {
    const chosen = localStorage.getItem(chosenKey(kind));
    return kind === 'camera' ? cameraConstraints(this.#wish, chosen) : microphoneConstraints(chosen, this.#sound);
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

const stopAll = (stream: MediaStream | null) => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};
