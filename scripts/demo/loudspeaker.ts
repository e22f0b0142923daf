import type { Page } from 'puppeteer';

/** The air between a loudspeaker and a microphone. */
export interface Air {
  readonly delayMs: number;
  /** How much of it arrives, 0 to 1. */
  readonly gain: number;
  /** How much of what the microphone hears otherwise is left: people are quiet when they are asked to be. */
  readonly quiet: number;
}

/**
 * Hangs a loudspeaker up in a page's room: whatever its pages play by an `AudioContext` is heard by the microphone that they
 * open next, later and softer. Chromium's own devices of files know nothing of each other.
 * @returns takes it down again
 */
export async function hangLoudspeaker(page: Page, air: Air): Promise<() => Promise<void>> {
  const takeDown = await page.evaluateHandle(hang, air);
  return () => takeDown.evaluate((undo) => undo());
}

type Connect = (this: AudioNode, target: AudioNode | AudioParam, ...ends: number[]) => AudioNode;

/** Runs inside the page: it may use nothing from outside itself. */
function hang({ delayMs, gain, quiet }: Air): () => void {
  const { mediaDevices } = navigator;
  const connect = AudioNode.prototype.connect as Connect;
  const open = mediaDevices.getUserMedia;
  let listen: ((sound: MediaStream) => void) | undefined;

  async function openMicrophone(constraints?: MediaStreamConstraints): Promise<MediaStream> {
    const microphone = await open.call(mediaDevices, constraints);
    const context = new AudioContext();
    const heard = context.createMediaStreamDestination();
    context
      .createMediaStreamSource(microphone)
      .connect(new GainNode(context, { gain: quiet }))
      .connect(heard);
    listen = (sound) => {
      const delay = new DelayNode(context, { delayTime: delayMs / 1_000 });
      context.createMediaStreamSource(sound).connect(delay).connect(new GainNode(context, { gain })).connect(heard);
    };
    for (const track of heard.stream.getTracks()) {
      const stop = track.stop.bind(track);
      track.stop = () => {
        stop();
        for (const each of microphone.getTracks()) each.stop();
        void context.close();
      };
    }
    return heard.stream;
  }

  const connectAndListen: Connect = function (target, ...ends) {
    const { context } = this;
    if (context instanceof AudioContext && target === context.destination && listen) {
      const sound = context.createMediaStreamDestination();
      connect.call(this, sound);
      listen(sound.stream);
    }
    return connect.call(this, target, ...ends);
  };

  mediaDevices.getUserMedia = openMicrophone;
  AudioNode.prototype.connect = connectAndListen as AudioNode['connect'];
  return () => {
    mediaDevices.getUserMedia = open;
    AudioNode.prototype.connect = connect;
  };
}
