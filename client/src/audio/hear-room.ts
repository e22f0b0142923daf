import { chirp, judgeRoom, type RoomSound } from '../core/audio/room-sound.ts';

const leadSeconds = 0.4;
const listenSeconds = 2.2;

/**
 * Plays a chirp and hears it through the microphone as it is: its own opening of the device, without echo cancellation,
 * noise suppression and automatic gain, so that what the lesson sends stays as it was. Throws what `getUserMedia` throws.
 */
export async function hearRoom(deviceId: string | undefined): Promise<RoomSound> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: {
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
      channelCount: 1,
      ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
    },
  });
  const context = new AudioContext();
  try {
    await context.resume();
    const [heard, played] = await record(context, stream);
    // The chirp itself runs through the same recorder: its first sound there is the moment of playing, to the sample.
    const playedAt = Math.max(
      0,
      played.findIndex((sample) => sample !== 0),
    );
    return judgeRoom(heard, playedAt, context.sampleRate);
  } finally {
    for (const track of stream.getTracks()) track.stop();
    await context.close();
  }
}

/** The microphone, and what was played, on one clock. */
function record(context: AudioContext, stream: MediaStream): Promise<[Float32Array, Float32Array]> {
  const length = Math.round(listenSeconds * context.sampleRate);
  const probe = chirp(context.sampleRate);
  const buffer = context.createBuffer(1, probe.length, context.sampleRate);
  buffer.getChannelData(0).set(probe);
  const player = context.createBufferSource();
  player.buffer = buffer;
  const merger = context.createChannelMerger(2);
  const recorder = context.createScriptProcessor(4096, 2, 1);
  context.createMediaStreamSource(stream).connect(merger, 0, 0);
  player.connect(merger, 0, 1);
  player.connect(context.destination);
  merger.connect(recorder);
  // It runs only while it is heard; what it gives out is silence.
  recorder.connect(context.destination);
  player.start(context.currentTime + leadSeconds);
  const [heard, played] = [new Float32Array(length), new Float32Array(length)];
  let filled = 0;
  return new Promise((resolve) => {
    recorder.onaudioprocess = ({ inputBuffer }) => {
      const room = Math.min(inputBuffer.length, length - filled);
      heard.set(inputBuffer.getChannelData(0).subarray(0, room), filled);
      played.set(inputBuffer.getChannelData(1).subarray(0, room), filled);
      filled += room;
      if (filled < length) return;
      recorder.onaudioprocess = null;
      resolve([heard, played]);
    };
  });
}
