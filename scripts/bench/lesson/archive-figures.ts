import { archiveSkews, median, type SkewPoint, sourceSkews } from '../../demo/alignment.ts';
import { type Archive, layerFiles } from '../../demo/archive.ts';
import { beepsOf, decodePictures, decodeSound } from '../../demo/decode.ts';
import type { Film } from '../../demo/film.ts';
import type { ProbedSource } from '../../demo/page-probe.ts';
import { type Figure, figure } from '../figures.ts';

const minuteMs = 60_000;
const driftSeconds = 600;

/** By how much the archive shows a flash later against its beep than its source did. */
interface Difference {
  readonly atMs: number;
  readonly differenceMs: number;
}

/** Flash against beep in the archive of a lesson, held against what the sender's page measured, second by second. */
export async function archiveFigures(archive: Archive, film: Film, source: ProbedSource): Promise<Figure[]> {
  const { startedAt, endedAt, tracks } = archive.manifest;
  const own = tracks.filter(({ participantId }) => participantId === 'teacher');
  // All layers carry the same times; the smallest is decoded soonest.
  const camera = own.find((track) => track.source === 'camera')?.layers[0];
  const microphone = own.find((track) => track.source === 'microphone')?.layers[0];
  if (!camera || !microphone) throw new Error("the archive lacks the teacher's camera or microphone");
  const pictures = (await Promise.all((await layerFiles(archive, camera)).map(decodePictures))).flat();
  const sound = (await Promise.all((await layerFiles(archive, microphone)).map(decodeSound))).flat();
  const archived = archiveSkews(pictures, beepsOf(sound, film.beepHz));
  const differences = matched(archived, sourceSkews(source.pairs, startedAt));
  const values = differences.map(({ differenceMs }) => differenceMs);
  const seconds = Math.round(((endedAt ?? startedAt) - startedAt) / 1_000);
  const { firstMs, lastMs, slopeMsPerMinute } = driftOf(differences);
  const drift = {
    seconds,
    firstMs: rounded(firstMs),
    lastMs: rounded(lastMs),
    slopeMsPerMinute: rounded(slopeMsPerMinute),
  };
  const together = figure('archiveFlashToBeep', Math.max(...values.map(Math.abs)), {
    limit: 40,
    checks: {
      enough: differences.length > seconds / 2,
      pairs: differences.length,
      unmatched: archived.length - differences.length,
      medianMs: rounded(median(values)),
      ...drift,
    },
  });
  // In a short lesson it would be the noise of the source's page that is measured, not two clocks.
  if (seconds < driftSeconds) return [together];
  return [together, figure('archiveDrift', Math.abs(lastMs - firstMs), { limit: 10, checks: drift })];
}

function matched(archived: readonly SkewPoint[], source: readonly SkewPoint[]): Difference[] {
  return archived.flatMap(({ frame, atMs, skewMs }) => {
    const match = source.find((point) => point.frame === frame && Math.abs(point.atMs - atMs) < 1_000);
    return match === undefined ? [] : [{ atMs, differenceMs: skewMs - match.skewMs }];
  });
}

/** Medians of the first and the last minute (of a short lesson: third), and the slope of the fitted line. */
function driftOf(differences: readonly Difference[]) {
  const startMs = differences[0]?.atMs ?? 0;
  const endMs = differences.at(-1)?.atMs ?? 0;
  const spanMs = Math.min(minuteMs, (endMs - startMs) / 3);
  const between = (fromMs: number, toMs: number) =>
    median(differences.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs).map(({ differenceMs }) => differenceMs));
  const meanAt = mean(differences.map(({ atMs }) => atMs));
  const meanDifference = mean(differences.map(({ differenceMs }) => differenceMs));
  const spread = mean(differences.map(({ atMs }) => (atMs - meanAt) ** 2));
  const together = mean(differences.map(({ atMs, differenceMs }) => (atMs - meanAt) * (differenceMs - meanDifference)));
  return {
    firstMs: between(startMs, startMs + spanMs),
    lastMs: between(endMs - spanMs, endMs),
    slopeMsPerMinute: (together / spread) * minuteMs,
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const rounded = (value: number) => Math.round(value * 100) / 100;
