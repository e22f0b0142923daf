const notesHz = [659.25, 523.25];
const noteSeconds = 0.9;

/** Two soft notes, once; resolves when they are over. Silent where the page may not sound. */
export async function playEndSound(): Promise<void> {
  const context = new AudioContext();
  try {
    await context.resume();
    const begins = context.currentTime + 0.05;
    const ends = notesHz.map((frequency, index) => {
      const at = begins + index * 0.45;
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.frequency.value = frequency;
      loudness.gain.setValueAtTime(0, at);
      loudness.gain.linearRampToValueAtTime(0.18, at + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.001, at + noteSeconds);
      tone.connect(loudness).connect(context.destination);
      tone.start(at);
      tone.stop(at + noteSeconds);
      return new Promise((resolve) => tone.addEventListener('ended', resolve, { once: true }));
    });
    await Promise.all(ends);
  } finally {
    await context.close();
  }
}
