import {
  type ArchiveFolder,
  type FilmProgress,
  makeFilm,
  makeTracks,
  type PublishedFile,
} from '@tongke/recorder/archive-tool';
import { project } from '../setup/places.mjs';
import { type FilmCommandOptions, parseFilmOptions } from './film-options.ts';
import { publishCommand } from './publish-command.ts';
import { publishText as text } from './publish-text.ts';

/** `npm run archive -- film`. Returns the exit code. */
export function filmCommand(args: readonly string[]): Promise<number> {
  const options = { environment: process.env, project, language: text.language };
  return publishCommand<FilmCommandOptions, PublishedFile>({
    name: 'film',
    usage: text.filmUsage,
    parse: () => parseFilmOptions(args, options),
    title: (folder) => text.making(folder.name),
    run: make,
    madeLine: (folder, { path, lengthBytes }) => text.made(folder.resolve(path), (lengthBytes / 1e6).toFixed(1)),
  });
}

async function make(
  folder: ArchiveFolder,
  { kind, within, language }: FilmCommandOptions,
  { signal, tell }: { signal: AbortSignal; tell: (detail: string) => void },
): Promise<PublishedFile[]> {
  if (kind === 'tracks') return makeTracks(folder, { signal, onProgress: (done, of) => tell(`${done}/${of}`) });
  const onProgress = ({ step, doneMs, ofMs }: FilmProgress) =>
    tell(text.progress(text.steps[step], Math.min(100, Math.round((doneMs / ofMs) * 100))));
  return [await makeFilm(folder, { kind, language, within, signal, onProgress })];
}
