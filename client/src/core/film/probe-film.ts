/** What a browser found in a film or a piece of music. */
export interface ProbedFilm {
  kind: 'video' | 'audio';
  durationMs: number;
}

/** A browser that has found out nothing by then will not. */
const patienceMs = 20_000;
/** Further than any film: a browser that seeks there finds the real end. */
const beyond = 1e7;

/**
 * Looks what stands at an address, and how long it really is: what files say of themselves is not believed where they say
 * nothing, or that they never end. Rejects when this browser cannot play it.
 */
export async function probeFilm(url: string): Promise<ProbedFilm> {
  const element = document.createElement('video');
  element.preload = 'metadata';
  element.muted = true;
  try {
    element.src = url;
    await happens(element, 'loadedmetadata');
    const kind = element.videoWidth > 0 ? 'video' : 'audio';
    if (!Number.isFinite(element.duration)) {
      element.currentTime = beyond;
      await happens(element, 'seeked');
    }
    const seconds = Number.isFinite(element.duration) ? element.duration : element.currentTime;
    if (!(seconds > 0)) throw new Error('an empty film');
    return { kind, durationMs: Math.round(seconds * 1_000) };
  } finally {
    element.removeAttribute('src');
    element.load();
  }
}

function happens(element: HTMLMediaElement, name: 'loadedmetadata' | 'seeked'): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the film could not be looked at')), patienceMs);
    element.addEventListener(
      name,
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
    element.addEventListener(
      'error',
      () => {
        clearTimeout(timer);
        reject(new Error('the film cannot be played', { cause: element.error }));
      },
      { once: true },
    );
  });
}
