import { expect, test } from 'vitest';
import { makePdf } from './pdf.ts';

test('a made document has its objects where its table says, and as many pages as were given', () => {
  const page = { heading: 'Ice (cold)', text: 'hard', ground: [0.5, 0.2, 0.1] as const };
  const file = String(makePdf([page, page, page]));
  expect(file).toContain('/Count 3');
  expect(file).toContain('(Ice \\(cold\\)) Tj');
  const start = Number(/startxref\n(\d+)/.exec(file)?.[1]);
  const offsets = [...file.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
  expect(offsets).toHaveLength(9);
  for (const [index, offset] of offsets.entries())
    expect(file.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`));
});
