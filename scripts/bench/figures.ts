import { median } from '../demo/alignment.ts';

/** One figure with its limit. Every benchmark prints such, as its last line of JSON or as a table. */
export interface Figure {
  readonly name: string;
  readonly ok: boolean;
  /** Null when nothing could be measured. */
  readonly value: number | null;
  readonly unit: string;
  readonly limit: number;
  readonly samples?: number;
  /** Smallest and largest sample. */
  readonly spread?: readonly [number, number];
  readonly checks?: Readonly<Record<string, boolean | number | string>>;
}

interface FigureDetails {
  readonly unit?: string;
  readonly limit: number;
  /** Every one that is false makes the figure false. */
  readonly checks?: Readonly<Record<string, boolean | number | string>>;
}

/** A figure of one measured value, which may be at most its limit. */
export function figure(name: string, value: number, { unit = 'ms', limit, checks = {} }: FigureDetails): Figure {
  const isMeasured = Number.isFinite(value);
  const holds = Object.values(checks).every((check) => check !== false);
  const facts = {
    name,
    ok: isMeasured && value <= limit && holds,
    value: isMeasured ? round(value) : null,
    unit,
    limit,
  };
  return Object.keys(checks).length > 0 ? { ...facts, checks } : facts;
}

/** A figure of many samples, whose median may be at most its limit. */
export function medianFigure(name: string, samples: readonly number[], details: FigureDetails): Figure {
  const spread = [round(Math.min(...samples)), round(Math.max(...samples))] as const;
  return { ...figure(name, median(samples), details), samples: samples.length, ...(samples.length > 0 && { spread }) };
}

/** Stands for figures that could not be measured. */
export function unmeasured(name: string, error: unknown): Figure {
  return figure(name, Number.NaN, {
    limit: 0,
    checks: { measured: false, error: error instanceof Error ? error.message : String(error) },
  });
}

/** A table that a person can read. */
export function figureTable(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures
    .map(({ name, ok, value, unit, limit, samples, spread, checks }) => {
      const range = spread ? ` (${samples} samples, ${spread[0]} to ${spread[1]})` : '';
      const facts = Object.entries(checks ?? {}).map(([key, check]) => `${key}: ${check}`);
      const rest = facts.length > 0 ? `  ${facts.join(', ')}` : '';
      return `${ok ? '✓' : '✗'} ${name.padEnd(width)}  ${value ?? '–'} ${unit}, at most ${limit}${range}${rest}`;
    })
    .join('\n');
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;
