import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Span } from '@tongke/client/replay';
import type { ArchiveLayer, ArchiveManifest, ArchiveTrack } from '@tongke/signaling/protocol/lesson';
import { Archive } from '../../archive/archive.ts';
import { ArchiveFolder } from '../../archive/archive-folder.ts';
import { LogCopy } from '../../archive/log-copy.ts';
import { isAlive } from '../../archive/owner.ts';
import { syncFolder } from '../../certificate/revisions.ts';
import type { SigningKey } from '../../certificate/signing-key.ts';
import { endOf } from '../media-runs.ts';
import { asDiskFull, PublishError } from '../publish-error.ts';
import { openSealed, type SealedArchive } from '../sealed-archive.ts';
import { cutLog } from './cut-log.ts';
import { clockRateOf, movedSegment } from './moved-segment.ts';

export interface CutOptions {
  archivesPath: string;
  /** What is wanted of the lesson's timeline. */
  fromMs: number;
  toMs: number;
  title: string;
  /** Signs it. */
  key: SigningKey;
  signal?: AbortSignal;
  onProgress?: (done: number, of: number) => void;
}
/** A cut, as it became: it begins with a key frame, at or before what was wanted. */
export interface Cut extends Span {
  folder: ArchiveFolder;
}

/** Among the archives; what is in it is not finished. */
const stagingName = '.cuts';

/**
 * Cuts a part out of a sealed archive, as an archive of its own with a secret of its own: media as they were sent, the log of its time with
 * the state at its beginning. It is there whole or not at all. Throws as `makeFilm` does.
 */
export async function makeCut(source: ArchiveFolder, options: CutOptions): Promise<Cut> {
  const { archivesPath } = options;
  const archive = await openSealed(source);
  const span = spanOf(archive.manifest, options);
  const lessonId = `cut-${randomBytes(8).toString('hex')}`;
  const name = `${lessonId}-${randomBytes(16).toString('hex')}`;
  await tidy(join(archivesPath, stagingName));
  const staging = join(archivesPath, stagingName, String(process.pid));
  const folder = new ArchiveFolder(staging, name);
  try {
    await mkdir(folder.private, { recursive: true, mode: 0o700 });
    await writeCut(archive, folder, span, options);
    options.signal?.throwIfAborted();
    await rename(folder.path, join(archivesPath, name));
    await syncFolder(archivesPath);
  } catch (error) {
    return asDiskFull(error);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return { ...span, folder: new ArchiveFolder(archivesPath, name) };
}

/** What processes left that were killed. */
async function tidy(stagings: string): Promise<void> {
  for (const name of await readdir(stagings).catch(() => [])) {
    if (!isAlive(Number(name))) await rm(join(stagings, name), { recursive: true, force: true });
  }
}

/** From the key frame of the teacher's picture at or before the wanted beginning; without one, as wanted. */
function spanOf({ startedAt, endedAt, tracks, participants }: ArchiveManifest, { fromMs, toMs }: CutOptions): Span {
  const endMs = Math.min(toMs, (endedAt ?? startedAt) - startedAt);
  const teachers = new Set(
    participants.filter(({ role }) => role === 'teacher').map(({ participantId }) => participantId),
  );
  const starts = tracks
    .filter(({ kind, participantId }) => kind === 'video' && teachers.has(participantId))
    .flatMap(({ layers }) => layers.flatMap(({ segments }) => segments))
    .filter((segment) => segment.startMs <= fromMs && endOf(segment) > fromMs)
    .map(({ startMs }) => startMs);
  const begin = starts.length === 0 ? fromMs : Math.max(...starts);
  if (endMs - begin < 100) throw new PublishError({ reason: 'empty' });
  // Whole milliseconds, since the lesson clock has no others.
  return { fromMs: Math.floor(begin), toMs: endMs };
}

async function writeCut(source: SealedArchive, folder: ArchiveFolder, span: Span, options: CutOptions): Promise<void> {
  const { manifest, entries, bytes } = source;
  const startedAtMs = manifest.startedAt + span.fromMs;
  const log = await LogCopy.open(folder, { frozen: false });
  const toAt = manifest.startedAt + span.toMs;
  await log.append(cutLog(entries, { lessonId: folder.lessonId, title: options.title, fromAt: startedAtMs, toAt }));
  let refused: unknown = null;
  const archive = await Archive.open({
    ...{ folder, log, startedAtMs, key: options.key },
    fetchMaterial: async (id) => {
      const material = manifest.materials?.find(({ materialId }) => materialId === id);
      return material ? bytes.read(material) : null;
    },
    onWritten: (error) => {
      refused ??= error;
    },
  });
  const layers = manifest.tracks.flatMap((track) => track.layers.map((layer) => ({ track, layer })));
  for (const [index, { track, layer }] of layers.entries()) {
    await copyLayer(source, archive, { track, layer, span });
    await archive.settle();
    if (refused !== null) throw refused;
    options.signal?.throwIfAborted();
    options.onProgress?.(index + 1, layers.length);
  }
  await archive.seal();
  await log.close();
  // Its log is public, and learning records are made of whole lessons only.
  await rm(folder.private, { recursive: true });
}

async function copyLayer(
  { bytes }: SealedArchive,
  archive: Archive,
  { track, layer, span }: { track: ArchiveTrack; layer: ArchiveLayer; span: Span },
): Promise<void> {
  const { trackId, participantId, source, kind } = track;
  const segments = layer.segments.filter((each) => endOf(each) > span.fromMs + 1 && each.startMs < span.toMs - 1);
  if (segments.length === 0) return;
  const sink = archive.layerOf({
    ...{ trackId, participantId, source, kind, layer: layer.layer, clockRate: clockRateOf(kind) },
    ...{
      codec: kind === 'audio' ? 'opus' : 'h264',
      channels: 1,
      pipeId: 'cut',
      ssrc: 1,
      payloadType: 0,
      retransmission: null,
    },
  } as Parameters<Archive['layerOf']>[0]);
  const within = ({ fromMs, toMs }: Span) => ({
    fromMs: Math.max(0, fromMs - span.fromMs),
    toMs: Math.min(toMs, span.toMs) - span.fromMs,
  });
  for (const segment of segments) {
    const part = { fromMs: segment.startMs, toMs: endOf(segment) };
    // A picture that began before needs its key frame, which is not in the cut.
    const isBefore = kind === 'video' && segment.startMs < span.fromMs - 1;
    const moved = isBefore
      ? null
      : await movedSegment(bytes, layer, segment, { kind, onlyMs: span, originMs: span.fromMs });
    if (moved) sink.segment(moved);
    else sink.gap({ ...within(part), cause: isBefore ? 'noKeyFrame' : 'damaged', packets: 0 });
  }
  for (const gap of layer.gaps) {
    if (gap.toMs > span.fromMs && gap.fromMs < span.toMs) sink.gap({ ...gap, ...within(gap) });
  }
}
