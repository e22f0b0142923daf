export const classroom = {
  raise: '举手',
  raising: '正在举手……',
  raised: '已举手',
  raisedHint: '等老师叫。再按一次放下',
  lower: '放下手',
  onStage: '你们在台上',
  onStageHint: '所有教室都能看到、听到你们',
  onStageMuted: '所有教室都能看到你们，但话筒关着',
  leaveStage: '下台',
  heardOnStage: '上台后大家才能听到',
  heardNow: '大家正在听你们',
};
