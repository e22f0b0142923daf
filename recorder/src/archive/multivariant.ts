import { posix } from 'node:path';
import type { ArchiveLayer, ArchiveTrack } from '@tongke/signaling/protocol/lesson';
import type { ArchiveFolder } from './archive-folder.ts';
import { writeWhole } from './files.ts';

/** RFC 8216 wants a bandwidth, and of a layer that has just begun nothing is known. */
const leastBandwidthBps = 50_000;

/**
 * A picture's multivariant playlist (RFC 8216, section 4.3.4): its layers, and its participant's voice beside them. Null for tracks that no HLS
 * player plays. Pure. @param tracks all of the archive
 */
export function multivariantOf(track: ArchiveTrack, tracks: readonly ArchiveTrack[]): string | null {
  const layers = track.layers.filter(({ container, segments }) => container === 'cmaf' && segments.length > 0);
  if (track.kind !== 'video' || layers.length === 0) return null;
  const wanted = track.source === 'screen' ? 'screenAudio' : 'microphone';
  const voice = tracks
    .findLast(({ participantId, source, layers: [sound] }) => {
      return participantId === track.participantId && source === wanted && sound !== undefined;
    })
    ?.layers.at(0);
  const uriOf = ({ playlist }: ArchiveLayer) => posix.relative(`tracks/${track.trackId}`, playlist);
  const lines = ['#EXTM3U', '#EXT-X-VERSION:8', '#EXT-X-INDEPENDENT-SEGMENTS'];
  if (voice) {
    const facts = 'GROUP-ID="voice",NAME="voice",DEFAULT=YES,AUTOSELECT=YES';
    lines.push(`#EXT-X-MEDIA:TYPE=AUDIO,${facts},URI="${uriOf(voice)}"`);
  }
  for (const layer of layers) {
    const { codec, width, height } = layer;
    const size = width && height ? `,RESOLUTION=${width}x${height}` : '';
    const codecs = voice ? `${codec},${voice.codec}` : codec;
    const sound = voice ? ',AUDIO="voice"' : '';
    lines.push(`#EXT-X-STREAM-INF:BANDWIDTH=${bandwidthOf(layer)},CODECS="${codecs}"${size}${sound}`, uriOf(layer));
  }
  return `${lines.join('\n')}\n`;
}

/** Of the first segment: a player is to find the list unchanged. */
function bandwidthOf({ segments: [first] }: ArchiveLayer): number {
  if (!first || first.durationMs === 0) return leastBandwidthBps;
  return Math.max(leastBandwidthBps, Math.round((first.lengthBytes * 8_000) / first.durationMs));
}

/** Keeps `tracks/<trackId>/playlist.m3u8` of all pictures. Owned by the archive. */
export class Multivariants {
  readonly #folder: ArchiveFolder;
  readonly #written = new Map<string, string>();
  /** By layer: the initialisation segment that the lists speak of. */
  readonly #inits = new Map<string, string>();
  #work: Promise<void> = Promise.resolve();

  constructor(folder: ArchiveFolder) {
    this.#folder = folder;
  }

  /** A layer has a new segment. Lists change only when its initialisation does. Throws what the disk says. */
  async grown({ playlist, container, segments }: ArchiveLayer, tracks: readonly ArchiveTrack[]): Promise<void> {
    const initPath = segments.at(-1)?.initPath;
    if (container === 'webm' || initPath === undefined || this.#inits.get(playlist) === initPath) return;
    await this.update(tracks);
    this.#inits.set(playlist, initPath);
  }

  /** Writes those that are not as they stand. Throws what the disk says. */
  update(tracks: readonly ArchiveTrack[]): Promise<void> {
    const before = this.#work;
    const work = (async () => {
      await before.catch(() => undefined);
      for (const track of tracks) await this.#write(track.trackId, multivariantOf(track, tracks));
    })();
    this.#work = work;
    return work;
  }

  async #write(trackId: string, text: string | null): Promise<void> {
    if (text === null || this.#written.get(trackId) === text) return;
    await writeWhole(this.#folder.resolve(`tracks/${trackId}/playlist.m3u8`), text, { sync: false });
    this.#written.set(trackId, text);
  }
}
