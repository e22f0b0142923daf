const notesHz = [523.25, 659.25, 783.99];
const noteSeconds = 0.35;

/** Plays three rising notes through the loudspeaker; resolves when they are over. */
export async function playTestSound(): Promise<void> {
  const context = new AudioContext();
  await context.resume();
  for (const [index, frequency] of notesHz.entries()) {
    const begins = context.currentTime + 0.05 + index * noteSeconds;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, begins);
    loudness.gain.linearRampToValueAtTime(0.3, begins + 0.03);
    loudness.gain.linearRampToValueAtTime(0, begins + noteSeconds);
    tone.connect(loudness).connect(context.destination);
    tone.start(begins);
    tone.stop(begins + noteSeconds);
    if (index === notesHz.length - 1) {
      await new Promise((resolve) => tone.addEventListener('ended', resolve, { once: true }));
    }
  }
  await context.close();
}
