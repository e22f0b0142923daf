import type { FilmKind } from '@tongke/recorder/archive-tool';
import { dataDirOf, readArguments } from './read-arguments.ts';

export const layouts = ['programme', 'stage', 'slides', 'teacher'] as const;

/** What the user asked of `npm run archive -- film`. */
export interface FilmCommandOptions {
  /** Lessons, folder names or paths; at least one. */
  readonly archives: readonly string[];
  readonly dataDir: string;
  readonly kind: FilmKind | 'tracks';
  /** Milliseconds on the lesson's timeline. */
  readonly within: { readonly fromMs?: number; readonly toMs?: number };
  readonly language: 'zh' | 'en';
  readonly json: boolean;
}

/** Reads the arguments. @throws {RangeError} for what it does not know; `--help` is undefined */
export function parseFilmOptions(
  args: readonly string[],
  { environment, project, language }: { environment: NodeJS.ProcessEnv; project: string; language: 'zh' | 'en' },
): FilmCommandOptions | undefined {
  const { values, positionals } = readArguments(args, {
    layout: { type: 'string' },
    'slides-and-voice': { type: 'boolean', default: false },
    tracks: { type: 'boolean', default: false },
    from: { type: 'string' },
    to: { type: 'string' },
    language: { type: 'string' },
  });
  if (values.help) return undefined;
  const layout = layouts.find((name) => name === (values.layout ?? 'programme'));
  if (layout === undefined) throw new RangeError(`--layout ${values.layout}`);
  const kinds = [values.layout !== undefined, values['slides-and-voice'], values.tracks].filter(Boolean);
  if (kinds.length > 1) throw new RangeError('--layout, --slides-and-voice, --tracks');
  const [from, to] = [readTime('--from', values.from), readTime('--to', values.to)];
  if (values.tracks && (from ?? to) !== undefined) throw new RangeError('--tracks, --from, --to');
  if (from !== undefined && to !== undefined && to <= from) throw new RangeError(`--to ${values.to}`);
  const chosen = values.language ?? language;
  if (chosen !== 'zh' && chosen !== 'en') throw new RangeError(`--language ${chosen}`);
  return {
    archives: positionals,
    dataDir: dataDirOf(values.data, environment, project),
    kind: values.tracks ? 'tracks' : values['slides-and-voice'] ? 'slidesAndVoice' : layout,
    within: { ...(from !== undefined && { fromMs: from }), ...(to !== undefined && { toMs: to }) },
    language: chosen,
    json: values.json,
  };
}

/** Hours (where there are any), minutes and seconds, in milliseconds. @throws {RangeError} */
export function readTime(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [, hours = '0', minutes = '', seconds = ''] =
    /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d(?:\.\d{1,3})?)$/.exec(value) ?? [];
  if (minutes === '') throw new RangeError(`${name} ${value}`);
  return Math.round((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000);
}
