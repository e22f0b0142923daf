import type { ArchiveLayer } from '@tongke/signaling/protocol/lesson';
import { type Archive, layerFiles } from '../../demo/archive.ts';
import { decodePictures, decodeSound } from '../../demo/decode.ts';
import { type Figure, figure } from '../figures.ts';

const nearMs = 500;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the recorder's death cost: the longest hole in the teacher's picture and sound around it, by decoding all layers. */
export async function recorderLoss(archive: Archive, diedAt: number): Promise<Figure> {
  const { manifest } = archive;
  const diedMs = diedAt - manifest.startedAt;
  const isAround = ({ fromMs, toMs }: Span) => fromMs <= diedMs + nearMs && toMs >= diedMs - nearMs;
  const own = manifest.tracks.filter(({ participantId }) => participantId === 'teacher');
  const holes: { audio: number[]; video: number[] } = { audio: [], video: [] };
  const statedMs: number[] = [];
  for (const { kind, layers } of own) {
    for (const layer of layers.filter(({ startMs, endMs }) => startMs < diedMs && endMs > diedMs)) {
      const spans = await (kind === 'video' ? pictureSpans : soundSpans)(archive, layer);
      holes[kind].push(longestHole(spans, diedMs));
      statedMs.push(...layer.gaps.filter(isAround).map(({ fromMs, toMs }) => toMs - fromMs));
    }
  }
  const interruption = manifest.interruptions.find(isAround);
  const worst = (values: readonly number[]) => (values.length > 0 ? Math.round(Math.max(...values)) : Number.NaN);
  return figure('recorderKilledLost', Math.max(worst(holes.video), worst(holes.audio)), {
    limit: 2_000,
    checks: {
      stated: interruption !== undefined && statedMs.length > 0,
      interruptionMs: interruption ? Math.round(interruption.toMs - interruption.fromMs) : 'none',
      statedGapMs: worst(statedMs),
      pictureHoleMs: worst(holes.video),
      soundHoleMs: worst(holes.audio),
      layers: holes.video.length,
    },
  });
}

async function pictureSpans(archive: Archive, layer: ArchiveLayer): Promise<Span[]> {
  const pictures = (await Promise.all((await layerFiles(archive, layer)).map(decodePictures))).flat();
  return pictures.map(({ atMs }) => ({ fromMs: atMs, toMs: atMs }));
}

async function soundSpans(archive: Archive, layer: ArchiveLayer): Promise<Span[]> {
  const runs = (await Promise.all((await layerFiles(archive, layer)).map(decodeSound))).flat();
  return runs.map(({ startMs, samples }) => ({ fromMs: startMs, toMs: startMs + samples.length / 16 }));
}

/** The longest time without, near a moment. */
function longestHole(spans: readonly Span[], aroundMs: number): number {
  const near = spans.filter(({ fromMs, toMs }) => toMs > aroundMs - 5_000 && fromMs < aroundMs + 8_000);
  if (near.length === 0) return Number.NaN;
  return Math.max(0, ...near.map(({ fromMs }, index) => fromMs - (near[index - 1]?.toMs ?? fromMs)));
}
