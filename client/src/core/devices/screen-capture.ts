import { Watched } from '../watched.ts';

/** What the person shares of the screen; empty when nothing. */
export interface SharedScreen {
  picture: MediaStreamTrack;
  sound: MediaStreamTrack | null;
}

/** A screen, window or tab that is being shared, with its sound where the browser offers it. */
export class ScreenCapture {
  readonly shared = new Watched<SharedScreen | null>(null);

  /** Whether this browser can share at all. */
  get isPossible(): boolean {
    return Boolean(navigator.mediaDevices?.getDisplayMedia);
  }

  /** Asks the person what to share. False when they chose nothing. */
  async start(): Promise<boolean> {
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: 15, max: 30 } },
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      });
    } catch {
      return false;
    }
    const [picture] = stream.getVideoTracks();
    if (!picture) return false;
    this.stop();
    // Letters must stay sharp; a thin line costs frames, not sharpness.
    picture.contentHint = 'detail';
    const shared = { picture, sound: stream.getAudioTracks()[0] ?? null };
    // The browser's own "stop sharing" bar.
    picture.addEventListener('ended', () => {
      if (this.shared.get() === shared) this.stop();
    });
    this.shared.set(shared);
    return true;
  }

  /** Idempotent. */
  stop(): void {
    const shared = this.shared.get();
    shared?.picture.stop();
    shared?.sound?.stop();
    this.shared.set(null);
  }
}
