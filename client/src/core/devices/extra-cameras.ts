import { Watched } from '../watched.ts';
import { type CameraWish, cameraConstraints } from './capture-constraints.ts';
import { type DeviceFailure, deviceFailure } from './device-failure.ts';

/** A teacher's cameras beside the one on the face: on the blackboard, and on the table. */
export type ExtraCamera = 'board' | 'table';
export const extraCameras: readonly ExtraCamera[] = ['board', 'table'];

/** How one of them is. `deviceId` is the one that was chosen. */
export type ExtraCameraState =
  | { name: 'off' }
  | { name: 'starting'; deviceId: string }
  | { name: 'on'; deviceId: string; track: MediaStreamTrack }
  | { name: 'failed'; deviceId: string; failure: DeviceFailure };
export type ExtraCameraStates = Readonly<Record<ExtraCamera, ExtraCameraState>>;

const chosenKey = (camera: ExtraCamera) => `tongke.device.${camera}`;

/** The cameras that a teacher adds to the first: chosen by name, opened again with the next page, found when plugged in again. */
export class ExtraCameras {
  readonly state = new Watched<ExtraCameraStates>({ board: { name: 'off' }, table: { name: 'off' } });
  readonly #wish: CameraWish;
  /** Rises with each choice of a camera, so that one that was overtaken is let go. */
  readonly #turns: Record<ExtraCamera, number> = { board: 0, table: 0 };
  #closed = false;

  constructor(wish: CameraWish) {
    this.#wish = wish;
    navigator.mediaDevices?.addEventListener('devicechange', this.#devicesChanged);
  }

  /** Opens those that were in use when this device last taught. */
  async start(): Promise<void> {
    for (const camera of extraCameras) {
      const deviceId = localStorage.getItem(chosenKey(camera));
      if (deviceId && this.state.get()[camera].name === 'off') await this.#open(camera, deviceId);
    }
  }

  /** Uses this device from now on, and next time; null closes the camera. */
  async choose(camera: ExtraCamera, deviceId: string | null): Promise<void> {
    this.#stop(camera);
    if (deviceId === null) {
      localStorage.removeItem(chosenKey(camera));
      this.#turns[camera] += 1;
      this.#set(camera, { name: 'off' });
      return;
    }
    localStorage.setItem(chosenKey(camera), deviceId);
    await this.#open(camera, deviceId);
  }

  /** Lets go of all of them. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    navigator.mediaDevices?.removeEventListener('devicechange', this.#devicesChanged);
    for (const camera of extraCameras) this.#stop(camera);
  }

  readonly #devicesChanged = () => {
    for (const camera of extraCameras) {
      const state = this.state.get()[camera];
      if (state.name === 'failed' && state.failure !== 'refused') void this.#open(camera, state.deviceId);
    }
  };

  async #open(camera: ExtraCamera, deviceId: string): Promise<void> {
    this.#turns[camera] += 1;
    const turn = this.#turns[camera];
    const isOvertaken = () => this.#closed || turn !== this.#turns[camera];
    this.#set(camera, { name: 'starting', deviceId });
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: cameraConstraints(this.#wish, deviceId) });
      const [track] = stream.getVideoTracks();
      if (!track || isOvertaken()) {
        track?.stop();
        return;
      }
      // What is written and laid out must stay sharp; a thin line costs frames, not sharpness.
      track.contentHint = 'detail';
      track.addEventListener('ended', () => {
        const state = this.state.get()[camera];
        if (state.name !== 'on' || state.track !== track) return;
        this.#set(camera, { name: 'failed', deviceId, failure: 'unplugged' });
      });
      this.#set(camera, { name: 'on', deviceId, track });
    } catch (error) {
      if (!isOvertaken()) this.#set(camera, { name: 'failed', deviceId, failure: deviceFailure(error) });
    }
  }

  #stop(camera: ExtraCamera): void {
    const state = this.state.get()[camera];
    if (state.name === 'on') state.track.stop();
  }

  #set(camera: ExtraCamera, state: ExtraCameraState): void {
    if (!this.#closed) this.state.set({ ...this.state.get(), [camera]: state });
  }
}
