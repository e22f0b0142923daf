import type {
  ArchiveGap,
  ArchiveHealed,
  ArchiveHealingSource,
  ArchiveLayer,
  ArchiveSegment,
} from '@tongke/signaling/protocol/lesson';
import { round } from '../archive/archive-index.ts';
import type { Segment } from '../archive/segment.ts';
import { mediaTimeOf } from '../certificate/media-time.ts';
import type { ArchiveBytes } from '../publish/archive-bytes.ts';
import { wholeSegment } from '../publish/cut/moved-segment.ts';
import { type HealedSegment, healSegment, segmentsOf } from './heal-sound.ts';
import type { HealedLayer, LayerHealing } from './healed-layer.ts';
import {
  isSent,
  type KeptFrame,
  knownSpans,
  placeFrames,
  restOf,
  type SentGap,
  type Span,
  spanOf,
  without,
} from './placed-frame.ts';

/**
 * Heals a layer of sound by what its sender kept. A gap is left alone unless frames beside it are here already and the same: then what is
 * put in is of that stream. Throws what the disk says.
 */
export async function healSoundLayer(
  layer: ArchiveLayer,
  frames: readonly KeptFrame[],
  { how, bytes, write }: LayerHealing,
): Promise<HealedLayer> {
  const healed: ArchiveHealed[] = [];
  const gaps: ArchiveGap[] = [];
  const patches = new Map<ArchiveSegment, Segment>();
  const added: Segment[] = [];
  const filled = { dtxMs: layer.mediaTime?.filledDtxMs ?? 0, lossMs: layer.mediaTime?.filledLossMs ?? 0 };
  const read = async (listed: ArchiveSegment) => patches.get(listed) ?? (await readSound(bytes, layer, listed));
  let refused = 0;
  for (const gap of layer.gaps) {
    const outcome = isSent(gap) ? await healGap(layer, gap, { frames, how, read }) : 'nothing';
    if (typeof outcome === 'string') {
      if (outcome === 'refused') refused += 1;
      gaps.push(gap);
      continue;
    }
    for (const { listed, segment, frames: put } of outcome.patched) if (put > 0) patches.set(listed, segment);
    added.push(...outcome.added);
    healed.push(...outcome.healed);
    gaps.push(...outcome.left);
    const unsentMs = sum(outcome.patched, (each) => each.unsentMs);
    filled.lossMs = Math.max(0, filled.lossMs - unsentMs - sum(outcome.patched, ({ replacedMs }) => replacedMs));
    filled.dtxMs += unsentMs;
  }
  if (healed.length === 0) return { layer, healed, refused };
  const segments: ArchiveSegment[] = [];
  for (const segment of layer.segments) {
    const patch = patches.get(segment);
    segments.push(patch ? await write(patch) : segment);
  }
  for (const segment of added) segments.push(await write(segment));
  segments.sort((a, b) => a.startMs - b.startMs);
  const whole = { ...layer, segments, gaps, healed: [...(layer.healed ?? []), ...healed] };
  return { layer: { ...whole, mediaTime: mediaTimeOf(whole, filled) }, healed, refused };
}

interface HealedGap {
  patched: (HealedSegment & { listed: ArchiveSegment })[];
  added: Segment[];
  healed: ArchiveHealed[];
  left: ArchiveGap[];
}

/** `nothing`: nothing is known of the gap. `refused`: the frames beside it are others, or cannot be read. */
async function healGap(
  layer: ArchiveLayer,
  gap: SentGap,
  from: {
    frames: readonly KeptFrame[];
    how: ArchiveHealingSource;
    read: (listed: ArchiveSegment) => Promise<Segment | null>;
  },
): Promise<HealedGap | 'nothing' | 'refused'> {
  const placed = placeFrames(gap, from.frames);
  const known = knownSpans(gap, placed);
  const around = layer.segments.filter((segment) => reaches(segment, gap));
  if (known.length === 0) return 'nothing';
  const patched: HealedGap['patched'] = [];
  for (const listed of around) {
    const current = await from.read(listed);
    if (current === null) return 'refused';
    patched.push({ listed, ...healSegment(current, gap, { placed, known }) });
  }
  const [same, different] = [sum(patched, (each) => each.same), sum(patched, (each) => each.different)];
  const config = patched[0]?.segment.config;
  if (same === 0 || different > 0 || config?.family !== 'opus') return 'refused';
  const empty = known.flatMap((span) => without(span, around.map(spanOf)));
  const left = without(gap, known);
  return {
    patched,
    added: empty.flatMap((span) => segmentsOf(span, placed, config)),
    healed: known.map(({ fromMs, toMs }) => ({
      ...{ fromMs: round(fromMs), toMs: round(toMs) },
      frames: placed.filter((frame) => frame.fromMs >= fromMs - 1 && frame.fromMs < toMs - 1).length,
      packets: left.length === 0 && known.length === 1 ? gap.packets : 0,
      how: from.how,
    })),
    left: left.map((span) => restOf(gap, span)),
  };
}

const sum = <Value>(values: readonly Value[], pick: (value: Value) => number): number =>
  values.reduce((total, value) => total + pick(value), 0);

/** A segment that holds a part of a gap, or ends or begins beside it. */
function reaches(segment: ArchiveSegment, { fromMs, toMs }: Span): boolean {
  const span = spanOf(segment);
  return span.fromMs < toMs + 1 && span.toMs > fromMs - 1;
}

/** Null when its file is not what the manifest says. */
async function readSound(bytes: ArchiveBytes, layer: ArchiveLayer, listed: ArchiveSegment): Promise<Segment | null> {
  const segment = await wholeSegment(bytes, layer, listed, 'audio');
  return segment && { ...segment, startMs: listed.startMs, endMs: listed.startMs + listed.durationMs };
}
