/** The check of a room's loudspeaker and microphone. */
export const audio = {
  check: 'Test loudspeaker and microphone',
  hearing: 'Listening, two seconds of quiet please…',
  failed: 'The microphone could not be opened. Check it and test again.',
  figures: '{{delay}} ms of delay, {{level}} dB',
  advice: {
    fine: 'Loudspeaker and microphone are fine.',
    echo: 'Strong echo: move the microphone away from the loudspeaker.',
    quiet: 'The loudspeaker is too quiet: turn it up.',
    nothing: 'Nothing was heard: is the loudspeaker on?',
    late: 'The sound comes late: use a loudspeaker with a cable, not a wireless one.',
    clipped: 'Too loud, the sound is distorted: turn it down.',
  },
};
