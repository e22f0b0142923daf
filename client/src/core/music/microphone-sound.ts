/** What a microphone is opened for, and whether this device cancels echo. */
export interface MicrophoneSound {
  music: boolean;
  /**
   * Stays on in music mode unless the people here turn it off: the lesson comes out of the room's loudspeakers, and without it
   * rooms that are open together would howl. Who wears headphones loses nothing by turning it off, and a singing voice gains.
   */
  echoCancellation: boolean;
}

export const speech: MicrophoneSound = { music: false, echoCancellation: true };

/** What the browser does to a microphone's sound. Music loses what suppresses noise and evens out loudness, and keeps two channels. */
export const soundConstraints = ({ music, echoCancellation }: MicrophoneSound) => ({
  echoCancellation: !music || echoCancellation,
  noiseSuppression: !music,
  autoGainControl: !music,
  channelCount: music ? 2 : 1,
});

/** Whether a track already sounds as wished. What a browser does not say counts as agreeing: asking again would not help. */
export const soundsAs = (settings: MediaTrackSettings, sound: MicrophoneSound): boolean =>
  Object.entries(soundConstraints(sound)).every(([name, wished]) => {
    const is = settings[name as keyof MediaTrackSettings];
    // How many channels a microphone has is not ours to choose.
    return is === undefined || name === 'channelCount' || is === wished;
  });

/**
 * What Opus is asked for. Speech leaves out silence and hides losses with its own redundancy; in music both would be heard
 * (quiet ends are cut, and redundancy forces the coder for speech), so lost packets are sent again instead.
 */
export const opusOptions = (kind: 'speech' | 'music' | 'screen') => ({
  opusFec: kind !== 'music',
  opusDtx: kind === 'speech',
  opusNack: true,
  opusStereo: kind !== 'speech',
  opusMaxAverageBitrate: { speech: 40_000, music: 128_000, screen: 96_000 }[kind],
});
