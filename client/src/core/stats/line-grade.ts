import type { Quality } from '@tongke/signaling/protocol/lesson';

/** How good a line is, in a word. */
export type LineGrade = 'good' | 'fair' | 'poor' | 'unknown';

/** Grades the worst of both directions; a slow or lossy line is at best fair. `unknown` when nothing is measured. */
export function lineGrade(quality: Quality | undefined): LineGrade {
  if (!quality) return 'unknown';
  const scores = [quality.uplinkScore, quality.downlinkScore].filter((score) => score !== null);
  const { roundTripMs, uplinkLoss } = quality;
  if (scores.length === 0 && roundTripMs === null) return 'unknown';
  const score = Math.min(10, ...scores);
  if (score < 4 || (uplinkLoss ?? 0) > 0.1 || (roundTripMs ?? 0) > 800) return 'poor';
  return score < 8 || (uplinkLoss ?? 0) > 0.03 || (roundTripMs ?? 0) > 300 ? 'fair' : 'good';
}
