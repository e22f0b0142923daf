import { afterEach, expect, test, vi } from 'vitest';
import { soundConstraints } from './microphone-sound.ts';
import { retune } from './retune.ts';

const music = { music: true, echoCancellation: true };
const another = {} as MediaStream;
const getUserMedia = vi.fn(async (_asked: MediaStreamConstraints) => another);

/** A microphone of a browser that changes what is asked for, or only says so. */
function microphone(changes: boolean): MediaStreamTrack {
  let settings: MediaTrackSettings = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return {
    applyConstraints: async (asked: MediaTrackConstraints) => {
      if (changes) settings = asked as MediaTrackSettings;
    },
    getSettings: () => settings,
  } as MediaStreamTrack;
}

afterEach(() => {
  vi.unstubAllGlobals();
  getUserMedia.mockClear();
});

test('a track that changes in place stays', async () => {
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  expect(await retune(microphone(true), soundConstraints(music), music)).toBeNull();
  expect(getUserMedia).not.toHaveBeenCalled();
});

test('a track that only says so is replaced by one that was opened for it', async () => {
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  expect(await retune(microphone(false), soundConstraints(music), music)).toBe(another);
  expect(getUserMedia).toHaveBeenCalledWith({
    audio: {
      echoCancellation: { exact: true },
      noiseSuppression: { exact: false },
      autoGainControl: { exact: false },
      channelCount: 2,
    },
  });
});

test('a microphone that cannot do all of it does what it can', async () => {
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  getUserMedia.mockRejectedValueOnce(new DOMException('no', 'OverconstrainedError'));
  expect(await retune(microphone(false), soundConstraints(music), music)).toBe(another);
  expect(getUserMedia).toHaveBeenLastCalledWith({ audio: soundConstraints(music) });
});
