export const stage = {
  title: 'On stage',
  empty: 'Nobody is on stage',
  emptyHint: 'Press "Call on stage" below a classroom: then everybody sees and hears it.',
  you: 'You are on stage',
  noPicture: 'No picture',
  cameraClosed: 'Camera is off',
  microphoneClosed: 'Mic is off',
  microphoneOpen: 'Mic is on',
  away: 'Line is down',
  screen: 'Screen',
  teacher: 'Teacher',
  waitingTeacher: "Waiting for the teacher's picture",
};
