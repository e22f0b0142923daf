import { networkInterfaces } from 'node:os';
import type { LessonLink } from './demo-lesson.ts';
import { text } from './text.ts';

/** A link with the words before it. */
export interface NamedPath {
  readonly label: string;
  readonly path: string;
}

/** The pages in the order in which a person needs them: the operator's first, then the lesson's. */
export function namedPaths(operatorToken: string, links: readonly LessonLink[]): NamedPath[] {
  const counts = new Map<string, number>();
  const order = Object.keys(text.roles);
  const sorted = [...links].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  const several = (role: string) => links.filter((link) => link.role === role).length > 1;
  const lessonPaths = sorted
    .filter((link) => link.role !== 'recorder')
    .map((link) => {
      const number = (counts.get(link.role) ?? 0) + 1;
      counts.set(link.role, number);
      const label = labelOf(link.role);
      const numbered = several(link.role) ? `${label} ${number}` : label;
      return { label: link.name || numbered, path: link.path };
    });
  return [{ label: text.lessons, path: `/lessons#t=${operatorToken}` }, ...lessonPaths];
}

/** Where else on the network this machine is reached: what ANNOUNCED_IP says, else every IPv4 address but loopback. */
export function networkAddresses(environment: NodeJS.ProcessEnv): string[] {
  const announced = (environment.ANNOUNCED_IP ?? '').split(',').map((address) => address.trim());
  const local = Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ family }) => family === 'IPv4').map(({ address }) => address),
  );
  const all = announced.some((address) => address !== '') ? announced : local;
  return [...new Set(all)].filter(
    (address) => address !== '' && !address.startsWith('127.') && !address.startsWith('169.254.'),
  );
}

/** The links of one address, one a line, aligned. */
export function linkLines(origin: string, paths: readonly NamedPath[]): string[] {
  const width = Math.max(...paths.map(({ label }) => columns(label)));
  return paths.map(({ label, path }) => `  ${label}${' '.repeat(width - columns(label))}  ${origin}${path}`);
}

function labelOf(role: string): string {
  return Object.entries(text.roles).find(([name]) => name === role)?.[1] ?? role;
}

// A terminal shows a Chinese character two columns wide.
function columns(label: string): number {
  return [...label].reduce((width, character) => width + (/[\u1100-\uffdc]/.test(character) ? 2 : 1), 0);
}
