/** Music mode, for arts lessons. */
export const music = {
  mode: '音乐模式',
  on: '音乐模式已打开',
  turnOn: '打开音乐模式',
  turnOff: '恢复讲话模式',
  hint: '适合唱歌和演奏：各处话筒不再降噪，用立体声原样传送。',
  onHint: '周围的杂音也会听见。音乐结束后，请恢复讲话模式。',
  headphones: '这里戴耳机听',
  headphonesHint: '戴耳机时不用消除回声，音乐更干净。用音箱时请不要选，否则会啸叫。',
};
