/** Music mode, for arts lessons. */
export const music = {
  mode: 'Music mode',
  on: 'Music mode is on',
  turnOn: 'Music mode on',
  turnOff: 'Back to speech',
  hint: 'For singing and instruments: microphones send everything they hear, in stereo.',
  onHint: 'Background noise is heard too. Go back to speech when the music is over.',
  headphones: 'Headphones are used here',
  headphonesHint:
    'With headphones echo need not be cancelled, and music sounds cleaner. With loudspeakers the sound would howl.',
};
