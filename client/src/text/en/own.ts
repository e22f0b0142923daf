export const own = {
  picture: 'This room',
  camera: {
    open: 'Camera is on',
    closed: 'Camera is off',
    opening: 'Opening…',
    forbidden: 'Camera switched off',
    failed: 'No camera',
    close: 'Turn the camera off (key {{key}})',
    tryOpen: 'Turn the camera on (key {{key}})',
  },
  microphone: {
    open: 'Mic is on',
    closed: 'Mic is off',
    opening: 'Opening…',
    forbidden: 'Mic switched off',
    failed: 'No mic',
    close: 'Turn the microphone off (key {{key}})',
    tryOpen: 'Turn the microphone on (key {{key}})',
  },
};
