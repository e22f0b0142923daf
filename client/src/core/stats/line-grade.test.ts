import type { Quality } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { lineGrade } from './line-grade.ts';

const quality = (part: Partial<Quality>): Quality => ({
  participantId: 'c-1',
  uplinkScore: null,
  downlinkScore: null,
  roundTripMs: null,
  uplinkLoss: null,
  ...part,
});

test.each([
  [undefined, 'unknown'],
  [quality({}), 'unknown'],
  [quality({ uplinkScore: 10, downlinkScore: 10, roundTripMs: 30, uplinkLoss: 0 }), 'good'],
  [quality({ downlinkScore: 10 }), 'good'],
  [quality({ uplinkScore: 10, downlinkScore: 3 }), 'poor'],
  [quality({ uplinkScore: 6 }), 'fair'],
  [quality({ uplinkScore: 10, uplinkLoss: 0.05 }), 'fair'],
  [quality({ uplinkScore: 10, roundTripMs: 900 }), 'poor'],
] as const)('%j is %s', (measured, grade) => {
  expect(lineGrade(measured)).toBe(grade);
});
