export const role = {
  teacher: 'Main classroom',
  assistant: 'Director',
  classroom: 'Receiving classroom',
  inspector: 'Inspector',
  audience: 'Audience',
  recorder: 'Recorder',
};
