// Runs inside a page under test, before its own scripts: measures what comes from the devices and what is on the screen,
// without touching either. Injected as text (see seat-browser.ts), so it imports nothing.

/** What the page is told before it loads. */
export interface ProbeSettings {
  /** Pitch of the film's beep. */
  readonly beepHz: number;
}

/** One picture on the screen. Times are milliseconds since the epoch. */
export interface ProbedVideo {
  frames: number;
  width: number;
  height: number;
  lastAt: number;
  /** Longest time between two pictures since {@link PageProbe.restartGaps}, the running one included. */
  longestGapMs: number;
  /** Number of the film that the time code tells; -1: none. */
  film: number;
  /** The newest pictures: number in the film, when it was shown. */
  recent: [frame: number, at: number][];
  /** When this element began to show this film, or went on after half a second without. */
  starts: { film: number; at: number }[];
  /** When its size changed. */
  sizes: { width: number; at: number }[];
}

/** A flash and its beep at the source. */
export interface ProbedPair {
  /** Number of the flash's first picture in the film. */
  frame: number;
  /** When the flash came, milliseconds since the epoch. */
  at: number;
  /** Flash minus beep by the devices' own stamps: exact, but the two count from different zeros. */
  stampedMs: number;
  /** Shortest time from stamp to page, of all pictures and of all sound in the seconds before: tells the zeros apart. */
  pictureLagMs: number;
  soundLagMs: number;
}

/** What camera and microphone deliver. */
export interface ProbedSource {
  film: number;
  frames: number;
  recent: [frame: number, at: number][];
  /** Each second in which flash and beep came. */
  pairs: ProbedPair[];
}

export interface PageProbe {
  videos(): Record<string, ProbedVideo>;
  source(): ProbedSource;
  clicks(): { testId: string; at: number }[];
  /** Local tracks, so that a test can pull the plug. */
  localTracks: MediaStreamTrack[];
  restartGaps(): void;
}

declare global {
  interface Window {
    tongkeProbe: PageProbe;
    tongkeProbeSettings: ProbeSettings;
  }
}

(() => {
  const cells = 16;
  const keptFrames = 400;
  const now = () => performance.timeOrigin + performance.now();
  const videos = new Map<string, ProbedVideo>();
  const source: ProbedSource = { film: -1, frames: 0, recent: [], pairs: [] };
  const clicks: { testId: string; at: number }[] = [];
  const localTracks: MediaStreamTrack[] = [];
  const watched = new WeakSet<HTMLVideoElement>();
  let gapsSince = now();

  function keep(list: [number, number][], frame: number, at: number): void {
    list.push([frame, at]);
    if (list.length > keptFrames) list.shift();
  }

  /** The time code in a strip of two rows of 16 cells; -1 when there is none. */
  function readBits(luma: (column: number, row: number) => number): number {
    let bits = 0;
    for (let column = 0; column < cells; column += 1) {
      const contrast = luma(column, 0) - luma(column, 1);
      if (Math.abs(contrast) < 50) return -1;
      bits = bits * 2 + (contrast > 0 ? 1 : 0);
    }
    return bits >> 15 === 1 ? bits : -1;
  }

  const strip = new OffscreenCanvas(cells * 4, 8);
  const pen = strip.getContext('2d', { willReadFrequently: true });

  function readStrip(video: HTMLVideoElement): number {
    const { videoWidth: width, videoHeight: height } = video;
    if (!pen || width === 0) return -1;
    pen.drawImage(video, 0, (height * 14) / 16, width, height / 8, 0, 0, strip.width, strip.height);
    const { data } = pen.getImageData(0, 0, strip.width, strip.height);
    return readBits((column, row) => data[((row * 4 + 2) * strip.width + column * 4 + 2) * 4 + 1] ?? 0);
  }

  function watch(video: HTMLVideoElement): void {
    if (watched.has(video)) return;
    watched.add(video);
    const shown = (_now: number, metadata: VideoFrameCallbackMetadata) => {
      seen(video, performance.timeOrigin + metadata.presentationTime);
      video.requestVideoFrameCallback(shown);
    };
    video.requestVideoFrameCallback(shown);
  }

  /** A picture's test id; of the replay, where all have the same, with its source and participant. */
  function nameOf({ dataset }: HTMLVideoElement): string {
    const { testid = 'video', source: from = '', participantId = '' } = dataset;
    return testid === 'replay-video' ? `replay-${from}-${participantId}` : testid;
  }

  function seen(video: HTMLVideoElement, at: number): void {
    const testId = nameOf(video);
    const empty = { frames: 0, width: 0, height: 0, lastAt: 0, longestGapMs: 0, film: -1 };
    const known = videos.get(testId) ?? { ...empty, recent: [], starts: [], sizes: [] };
    videos.set(testId, known);
    const bits = readStrip(video);
    const film = bits < 0 ? -1 : (bits >> 12) & 7;
    if (film !== known.film || at - known.lastAt > 500) known.starts.push({ film, at });
    if (video.videoWidth !== known.width) known.sizes.push({ width: video.videoWidth, at });
    if (known.frames > 0) known.longestGapMs = Math.max(known.longestGapMs, at - Math.max(known.lastAt, gapsSince));
    known.film = film;
    known.frames += 1;
    known.width = video.videoWidth;
    known.height = video.videoHeight;
    known.lastAt = at;
    if (bits >= 0) keep(known.recent, bits & 0xfff, at);
  }

  const flashes: { frame: number; at: number; stampMs: number }[] = [];
  const beeps: { at: number; stampMs: number }[] = [];

  /** The shortest lag of the last seconds; single ones are longer in a page that is busy. */
  function shortestLag(): { note: (lagMs: number) => void; get: () => number } {
    let before = Number.POSITIVE_INFINITY;
    let current = Number.POSITIVE_INFINITY;
    let since = now();
    return {
      note(lagMs) {
        if (now() - since > 3_000) [before, current, since] = [current, Number.POSITIVE_INFINITY, now()];
        current = Math.min(current, lagMs);
      },
      get: () => Math.min(before, current),
    };
  }
  const pictureLag = shortestLag();
  const soundLag = shortestLag();

  function pair(): void {
    for (const flash of flashes.splice(0)) {
      const beep = beeps.find(({ at }) => Math.abs(at - flash.at) < 500);
      if (beep === undefined) {
        // The beep may still come.
        if (now() - flash.at < 1_000) flashes.push(flash);
        continue;
      }
      const { frame, at, stampMs } = flash;
      source.pairs.push({
        frame,
        at,
        stampedMs: stampMs - beep.stampMs,
        pictureLagMs: pictureLag.get(),
        soundLagMs: soundLag.get(),
      });
    }
    while (beeps.length > 4) beeps.shift();
  }

  async function probeCamera(track: MediaStreamTrack): Promise<void> {
    const reader = new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack }).readable.getReader();
    let wasBright = true;
    for (;;) {
      const { done, value: frame } = await reader.read();
      if (done) return;
      const arrived = now();
      pictureLag.note(arrived - frame.timestamp / 1_000);
      try {
        const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
        const luma = new Uint8Array(frame.allocationSize());
        const layout = await frame.copyTo(luma);
        const plane = layout[0] ?? { offset: 0, stride: width };
        const at = (x: number, y: number) =>
          luma[plane.offset + Math.floor(y * height) * plane.stride + Math.floor(x * width)] ?? 0;
        const bits = readBits((column, row) => at((column + 0.5) / cells, (14.5 + row) / 16));
        if (bits >= 0) {
          source.film = (bits >> 12) & 7;
          keep(source.recent, bits & 0xfff, arrived);
        }
        source.frames += 1;
        const isBright = at(0.85, 0.1) > 180 && at(0.95, 0.2) > 180;
        if (isBright && !wasBright && bits >= 0) {
          flashes.push({ frame: bits & 0xfff, at: arrived, stampMs: frame.timestamp / 1_000 });
        }
        wasBright = isBright;
        pair();
      } finally {
        frame.close();
      }
    }
  }

  async function probeMicrophone(track: MediaStreamTrack): Promise<void> {
    const reader = new MediaStreamTrackProcessor({ track: track as MediaStreamAudioTrack }).readable.getReader();
    const { beepHz } = window.tongkeProbeSettings;
    let quietSince = 0;
    let loudest = 0.02;
    for (;;) {
      const { done, value: sound } = await reader.read();
      if (done) return;
      const arrived = now();
      const { sampleRate, numberOfFrames, timestamp } = sound;
      // The last sample of a block is the one that has just arrived.
      soundLag.note(arrived - (numberOfFrames / sampleRate) * 1_000 - timestamp / 1_000);
      const samples = new Float32Array(numberOfFrames);
      sound.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      sound.close();
      const length = Math.floor(sampleRate / 200);
      for (let start = 0; start + length <= samples.length; start += length / 2) {
        const level = toneLevel(samples.subarray(Math.floor(start), Math.floor(start) + length), sampleRate, beepHz);
        loudest = Math.max(loudest * 0.9999, level);
        if (level < loudest / 2) continue;
        const at = arrived - ((numberOfFrames - start - length / 2) / sampleRate) * 1_000;
        const stampMs = timestamp / 1_000 + ((start + length / 2) / sampleRate) * 1_000;
        if (at - quietSince > 300) beeps.push({ at, stampMs });
        quietSince = at;
      }
    }
  }

  function toneLevel(samples: Float32Array, sampleRate: number, pitchHz: number): number {
    const factor = 2 * Math.cos((2 * Math.PI * pitchHz) / sampleRate);
    let last = 0;
    let beforeLast = 0;
    for (const sample of samples) {
      const next = sample + factor * last - beforeLast;
      beforeLast = last;
      last = next;
    }
    return (
      (2 * Math.sqrt(Math.max(0, last * last + beforeLast * beforeLast - factor * last * beforeLast))) / samples.length
    );
  }

  const { mediaDevices } = navigator;
  if (mediaDevices) {
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      for (const track of stream.getTracks()) {
        const isBeside = localTracks.some(({ kind, readyState }) => kind === track.kind && readyState === 'live');
        localTracks.push(track);
        // One that is opened beside the seat's own, to hear the room or for another picture, is not the source.
        if (isBeside) continue;
        // A clone would keep the device on when the page closes it, so the probe reads the track itself.
        (track.kind === 'video' ? probeCamera : probeMicrophone)(track).catch(() => undefined);
      }
      return stream;
    };
  }

  document.addEventListener(
    'click',
    (event) => {
      const testId = (event.target as Element | null)?.closest<HTMLElement>('[data-testid]')?.dataset.testid;
      if (testId) clicks.push({ testId, at: now() });
    },
    { capture: true },
  );
  new MutationObserver(() => {
    for (const video of document.querySelectorAll('video')) watch(video);
  }).observe(document, { childList: true, subtree: true });

  window.tongkeProbe = {
    videos() {
      const at = now();
      return Object.fromEntries(
        [...videos].map(([testId, video]) => {
          const running = at - Math.max(video.lastAt, gapsSince);
          return [testId, { ...video, longestGapMs: Math.max(video.longestGapMs, running) }];
        }),
      );
    },
    source: () => source,
    clicks: () => clicks,
    localTracks,
    restartGaps() {
      gapsSince = now();
      for (const video of videos.values()) video.longestGapMs = 0;
    },
  };
})();
