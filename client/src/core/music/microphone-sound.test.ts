import { expect, test } from 'vitest';
import { opusOptions, soundConstraints, soundsAs, speech } from './microphone-sound.ts';

test('speech is cleaned and mono, whatever was said about echo', () => {
  const asked = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
  expect(soundConstraints(speech)).toEqual(asked);
  expect(soundConstraints({ music: false, echoCancellation: false })).toEqual(asked);
});

test('music is left as it is, but for the echo of the loudspeakers', () => {
  const raw = { noiseSuppression: false, autoGainControl: false, channelCount: 2 };
  expect(soundConstraints({ music: true, echoCancellation: true })).toEqual({ ...raw, echoCancellation: true });
  expect(soundConstraints({ music: true, echoCancellation: false })).toEqual({ ...raw, echoCancellation: false });
});

test('music is coded in stereo at 128 kb/s, with its silences', () => {
  expect(opusOptions('music')).toEqual({
    opusFec: false,
    opusDtx: false,
    opusNack: true,
    opusStereo: true,
    opusMaxAverageBitrate: 128_000,
  });
  expect(opusOptions('speech')).toMatchObject({ opusDtx: true, opusStereo: false, opusMaxAverageBitrate: 40_000 });
  expect(opusOptions('screen')).toMatchObject({ opusDtx: false, opusStereo: true, opusMaxAverageBitrate: 96_000 });
});

test('a track that still suppresses noise does not sound like music; one with a single channel may', () => {
  const music = { music: true, echoCancellation: true };
  const settings = { echoCancellation: true, noiseSuppression: false, autoGainControl: false, channelCount: 1 };
  expect(soundsAs(settings, music)).toBe(true);
  expect(soundsAs({ ...settings, noiseSuppression: true }, music)).toBe(false);
  expect(soundsAs({ ...settings, echoCancellation: false }, music)).toBe(false);
  expect(soundsAs({}, music), 'a browser that says nothing').toBe(true);
});
