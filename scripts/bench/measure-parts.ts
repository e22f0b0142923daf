import { type Figure, figureTable, unmeasured } from './figures.ts';

export type Say = (line: string) => void;

/** Says on standard error what is being done, with the seconds since the beginning. */
export function startSaying(): Say {
  const startedAt = performance.now();
  return (line) =>
    process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);
}

/** Measures parts one after another. One that fails has a figure that says so: what the others measure stays worth knowing. */
export async function measureParts(
  parts: Readonly<Record<string, () => Promise<Figure[]>>>,
  wanted: readonly string[],
  say: Say,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const name of wanted) {
    say(`measuring: ${name}`);
    try {
      figures.push(...((await parts[name]?.()) ?? []));
    } catch (error) {
      say(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      figures.push(unmeasured(name, error));
    }
  }
  return figures;
}

/** Prints a benchmark's figures, as its one line of JSON or as a table. Returns whether all hold. */
export function printFigures(name: string, figures: readonly Figure[], { isJson }: { isJson: boolean }): boolean {
  const ok = figures.every((each) => each.ok);
  process.stdout.write(isJson ? `${JSON.stringify({ name, ok, figures })}\n` : `\n${figureTable(figures)}\n`);
  return ok;
}
