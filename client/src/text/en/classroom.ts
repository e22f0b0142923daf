export const classroom = {
  raise: 'Raise hand',
  raising: 'Raising…',
  raised: 'Hand is up: waiting for the teacher',
  lower: 'Lower hand',
  onStage: 'You are on stage',
  onStageHint: 'Every classroom sees and hears you',
  onStageMuted: 'Every classroom sees you, but your mic is off',
  leaveStage: 'Leave the stage',
  heardOnStage: 'Heard only on stage',
  heardNow: 'Everybody hears you',
  handShortcut: 'Raise hand (key H)',
  stillNoDevices: 'You can watch and raise your hand without camera and microphone.',
};
