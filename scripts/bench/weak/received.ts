import type { Page } from 'puppeteer';

/** What a page has received up to a moment, by its own statistics (W3C webrtc-stats, inbound-rtp). */
export interface Received {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Samples of sound that were played, and of these what was made up because nothing had come. */
  readonly samples: number;
  readonly concealed: number;
  /** Pictures that were decoded, of all tracks, and how high the largest is. */
  readonly frames: number;
  readonly height: number;
  /** What the transports have brought, headers included. */
  readonly bytes: number;
}

declare global {
  interface Window {
    tongkeBenchReceived: Received[];
  }
}

/** How often a page is asked: no stop is known more exactly. */
export const lookEveryMs = 100;
/** An interval whose sound is made up for more than this part is one without sound. */
const silentShare = 0.9;

/** Has a page look at what it receives, from now on. Its connections are to be kept: `keepConnections`. */
export async function watchReceived(page: Page): Promise<void> {
  await page.evaluate((everyMs) => {
    const kept: Received[] = [];
    window.tongkeBenchReceived = kept;
    const look = async () => {
      const reports = await Promise.all(window.tongkeBenchConnections.map((connection) => connection.getStats()));
      const sum = { samples: 0, concealed: 0, frames: 0, height: 0, bytes: 0 };
      for (const stat of reports.flatMap((report) => [...report.values()] as Record<string, unknown>[])) {
        const number = (name: string) => (typeof stat[name] === 'number' ? stat[name] : 0);
        if (stat.type === 'transport') sum.bytes += number('bytesReceived');
        if (stat.type !== 'inbound-rtp') continue;
        sum.samples += number('totalSamplesReceived');
        sum.concealed += number('concealedSamples');
        sum.frames += number('framesDecoded');
        sum.height = Math.max(sum.height, number('frameHeight'));
      }
      kept.push({ atMs: Date.now(), ...sum });
      setTimeout(look, everyMs);
    };
    void look();
  }, lookEveryMs);
}

/** All looks of a page since a moment, the last one before it included. */
export async function receivedSince(page: Page, sinceMs: number): Promise<Received[]> {
  const looks = await page.evaluate(() => window.tongkeBenchReceived);
  const first = looks.findLastIndex(({ atMs }) => atMs <= sinceMs);
  return looks.slice(Math.max(0, first));
}

/** The longest time without sound of the sender's, in milliseconds. */
export function longestSilenceMs(looks: readonly Received[]): number {
  let longest = 0;
  let sinceMs: number | null = null;
  for (const [index, look] of looks.entries()) {
    const before = looks[index - 1];
    if (before === undefined) continue;
    const samples = look.samples - before.samples;
    const isSilent = samples === 0 || look.concealed - before.concealed > samples * silentShare;
    sinceMs = isSilent ? (sinceMs ?? before.atMs) : null;
    if (sinceMs !== null) longest = Math.max(longest, look.atMs - sinceMs);
  }
  return longest;
}

/** The part of the sound that was made up. */
export function concealedShare(looks: readonly Received[]): number {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined || last.samples === first.samples) return Number.NaN;
  return (last.concealed - first.concealed) / (last.samples - first.samples);
}

/** When sound, and a picture, came again after a moment, in milliseconds after it; NaN where it never did. */
export function backAfterMs(looks: readonly Received[], sinceMs: number): { sound: number; picture: number } {
  const later = looks.flatMap((look, index) => {
    const before = looks[index - 1];
    return before !== undefined && before.atMs >= sinceMs ? [{ look, before }] : [];
  });
  const at = (found: (typeof later)[number] | undefined) => (found?.look.atMs ?? Number.NaN) - sinceMs;
  return {
    picture: at(later.find(({ look, before }) => look.frames > before.frames)),
    sound: at(
      later.find(({ look, before }) => {
        const samples = look.samples - before.samples;
        return samples > 0 && look.concealed - before.concealed < samples * silentShare;
      }),
    ),
  };
}
