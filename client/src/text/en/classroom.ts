export const classroom = {
  raise: 'Raise hand',
  raising: 'Raising…',
  raised: 'Hand is up',
  raisedHint: 'Wait for the teacher. Press again to lower it',
  lower: 'Lower hand',
  onStage: 'You are on stage',
  onStageHint: 'Every classroom sees and hears you',
  onStageMuted: 'Every classroom sees you, but your mic is off',
  leaveStage: 'Leave the stage',
  heardOnStage: 'Heard only on stage',
  heardNow: 'Everybody hears you',
};
