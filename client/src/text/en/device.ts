export const device = {
  camera: 'Camera',
  microphone: 'Microphone',
  loudspeaker: 'Loudspeaker',
  level: 'Microphone level',
  speak: 'Say something: the green bar should move.',
  play: 'Play a test sound',
  playing: 'Playing…',
  heard: 'Nothing to hear? Switch the loudspeaker on and turn it up.',
  playFailed: 'No sound could be played. Is the loudspeaker connected?',
  join: 'Enter the lesson',
  starting: 'Opening…',
  none: 'None',
  numbered: 'Device {{number}}',
  cameraShort: {
    refused: 'Camera not allowed',
    missing: 'No camera',
    busy: 'Camera in use',
    unplugged: 'Camera unplugged',
    insecure: 'No camera at this address',
  },
  cameraFailed: {
    refused:
      'The browser does not allow the camera. Click the icon left of the address and choose "Allow". You can watch and raise your hand without it.',
    missing: 'No camera was found. Please plug one in; you can watch and raise your hand without it.',
    busy: 'The camera cannot be opened. Another program may be using it: close it and try again.',
    unplugged: 'The camera was unplugged. Plug it in again; it comes back by itself.',
    insecure: 'This address is not https, so the browser gives no camera. Please use the https link.',
  },
  microphoneFailed: {
    refused:
      'The browser does not allow the microphone. Click the icon left of the address and choose "Allow". Without it nobody can hear you.',
    missing: 'No microphone was found. Please plug one in; without it nobody can hear you.',
    busy: 'The microphone cannot be opened. Another program may be using it: close it and try again.',
    unplugged: 'The microphone was unplugged. Plug it in again; it comes back by itself.',
    insecure: 'This address is not https, so the browser gives no microphone. Please use the https link.',
  },
};
