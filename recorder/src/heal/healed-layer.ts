import type {
  ArchiveHealed,
  ArchiveHealingSource,
  ArchiveLayer,
  ArchiveSegment,
} from '@tongke/signaling/protocol/lesson';
import type { Segment } from '../archive/segment.ts';
import type { ArchiveBytes } from '../publish/archive-bytes.ts';

/** Writes a segment beside the others. Returns what the manifest says of it. */
export type WritePatch = (segment: Segment) => Promise<ArchiveSegment>;

/** A layer that holds what was missing. */
export interface HealedLayer {
  layer: ArchiveLayer;
  healed: ArchiveHealed[];
  /** Gaps whose neighbours were not what the sender says that it sent. */
  refused: number;
}

export interface LayerHealing {
  /** Where the frames come from. */
  how: ArchiveHealingSource;
  bytes: ArchiveBytes;
  write: WritePatch;
}
