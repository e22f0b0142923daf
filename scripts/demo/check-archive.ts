import type { ArchiveTrack, LessonEvent, TrackSource } from '@tongke/signaling/protocol/lesson';
import { type Alignment, align, archiveSkews, sourceSkews } from './alignment.ts';
import { type Archive, layerFiles } from './archive.ts';
import { beepsOf, type DecodedPicture, decodePictures, decodeSound } from './decode.ts';
import type { Finding } from './finding.ts';
import type { StoryFacts } from './story.ts';

/** What decoding an archive showed. */
export interface ArchiveReport {
  readonly findings: readonly Finding[];
  /** By seat: how well picture and sound stay together. */
  readonly alignments: Readonly<Record<string, Alignment>>;
  /** Decoded camera pictures, by participant. */
  readonly pictures: ReadonlyMap<string, readonly DecodedPicture[]>;
}

/** What an archive is held against. */
export interface ArchiveLimits {
  /**
   * Flash against beep may differ from the source by so much, in four seconds of five: where several browsers share two cores
   * a microphone stalls now and then, and the stamps of its next sound with it. The benchmark, with fewer browsers, takes all.
   */
  readonly alignmentMs: number;
  /** A recorded track may begin so much after its seat joined, and end so much before the lesson. */
  readonly missingMs: number;
}
export const archiveLimits: ArchiveLimits = { alignmentMs: 40, missingMs: 2_500 };
/** For a machine that has all its cores in use by the browsers themselves: still well below what a wrong clock would do. */
export const busyArchiveLimits: ArchiveLimits = { alignmentMs: 160, missingMs: 5_000 };
/** A screen takes the browser longer: it captures its own page. */
const screenMissingMs = 5_000;

/** A click may take so long to the log on a busy machine. */
const clickToLogMs = 1_000;

/** A file microphone runs unevenly on a busy machine: it waits, then catches up. */
const beepSpread = 0.05;

type Seat = StoryFacts['seats'][number];

/** Decodes every layer of every track of an archive and holds it against what the pages saw. */
export async function checkArchive(
  archive: Archive,
  story: StoryFacts,
  limits: ArchiveLimits = archiveLimits,
): Promise<ArchiveReport> {
  const findings: Finding[] = [];
  const alignments: Record<string, Alignment> = {};
  const pictureMap = new Map<string, readonly DecodedPicture[]>();
  const find = (name: string, ok: boolean, detail: string) => findings.push({ name, ok, detail });
  const { manifest } = archive;
  find('sealed', manifest.sealed && manifest.endedAt !== null, `${manifest.tracks.length} tracks`);
  for (const seat of story.seats) {
    const [camera] = tracksOf(archive, seat, 'camera');
    // Music mode makes another.
    const microphones = tracksOf(archive, seat, 'microphone');
    find(`tracks ${seat.name}`, Boolean(camera && microphones.length > 0), 'camera and microphone');
    if (!camera || microphones.length === 0) continue;
    const pictures = await checkPictures(archive, seat, camera, story, limits, find);
    pictureMap.set(seat.participantId, pictures);
    const beeps = await checkSound(archive, seat, microphones, story, limits, find);
    const [fromMs, untilMs] = [story.quietFrom, story.quietUntil].map((at) => at - manifest.startedAt);
    const quiet = archiveSkews(pictures, beeps).filter(({ atMs }) => atMs > (fromMs ?? 0) && atMs < (untilMs ?? 0));
    const alignment = align(quiet, sourceSkews(seat.source.pairs, manifest.startedAt));
    alignments[seat.name] = alignment;
    const { pairs, unmatched, medianMs, mostMs, maxMs } = alignment;
    const isAligned = Math.abs(medianMs) <= limits.alignmentMs && mostMs <= limits.alignmentMs;
    const detail = `${pairs} seconds compared (${unmatched} not), median ${medianMs.toFixed(1)} ms, 80 % within ${mostMs.toFixed(1)} ms, all within ${maxMs.toFixed(1)} ms`;
    find(`flash and beep ${seat.name}`, pairs >= 3 && unmatched <= pairs && isAligned, detail);
  }
  if (story.screen) await checkScreen(archive, story.screen, find);
  checkStage(archive, story, find);
  await checkCertificate(archive, find);
  return { findings, alignments, pictures: pictureMap };
}

/** All of it is as it was sealed, by the recorder whose key lies in the data folder. */
async function checkCertificate(archive: Archive, find: Find): Promise<void> {
  const { faults, files, certificate, vouching } = await archive.verify();
  find(
    'verified',
    faults.length === 0,
    faults.length > 0 ? JSON.stringify(faults.slice(0, 3)) : `${files} files as sealed`,
  );
  const { expectedMs = 0, receivedMs = 0, gaps = {} } = certificate ?? {};
  const [expected, received] = [Math.round(expectedMs), Math.round(receivedMs)];
  const detail = `${received} of ${expected} ms of media; gaps: ${JSON.stringify(gaps)}`;
  find('certificate', vouching.by === 'known' && received > 0 && received <= expected, detail);
}

type Find = (name: string, ok: boolean, detail: string) => void;

/** Every layer is decoded; the fullest one's pictures are returned. */
async function checkPictures(
  archive: Archive,
  seat: Seat,
  track: ArchiveTrack,
  story: StoryFacts,
  limits: ArchiveLimits,
  find: Find,
) {
  let fullest: DecodedPicture[] = [];
  for (const layer of track.layers) {
    const files = await layerFiles(archive, layer);
    const pictures = (await Promise.all(files.map(decodePictures))).flat();
    const foreign = pictures.filter(({ code }) => code !== undefined && code.film !== seat.film.number).length;
    const read = pictures.filter(({ code }) => code !== undefined).length;
    const sound = foreign === 0 && read >= pictures.length * 0.9 && pictures.length > 0;
    const size = `${layer.width}×${layer.height}`;
    find(
      `picture ${seat.name} layer ${layer.layer}`,
      sound,
      `${size}, ${pictures.length} pictures, ${read} with a time code`,
    );
    if (pictures.length > fullest.length) fullest = pictures;
  }
  const span = { startMs: fullest[0]?.atMs ?? 0, endMs: fullest.at(-1)?.atMs ?? 0 };
  checkSpan(`picture ${seat.name}`, span, archive, seat, story, limits, find);
  return fullest;
}

async function checkSound(
  archive: Archive,
  seat: Seat,
  tracks: readonly ArchiveTrack[],
  story: StoryFacts,
  limits: ArchiveLimits,
  find: Find,
) {
  const layers = tracks.flatMap((track) => track.layers);
  const files = (await Promise.all(layers.map((layer) => layerFiles(archive, layer)))).flat();
  const runs = (await Promise.all(files.map(decodeSound))).flat().sort((a, b) => a.startMs - b.startMs);
  const startMs = runs[0]?.startMs ?? 0;
  const last = runs.at(-1);
  const endMs = last ? last.startMs + last.samples.length / 16 : 0;
  checkSpan(`sound ${seat.name}`, { startMs, endMs }, archive, seat, story, limits, find);
  const beeps = beepsOf(runs, seat.film.beepHz);
  // While everything was paused nothing was sent.
  const soundMs = runs.reduce((sum, { samples }) => sum + samples.length / 16, 0);
  const wanted = Math.floor(soundMs / 1_000);
  find(
    `beeps ${seat.name}`,
    Math.abs(beeps.length - wanted) <= 1 + wanted * beepSpread,
    `${beeps.length} in ${Math.round(soundMs)} ms of sound in ${runs.length} pieces`,
  );
  return beeps;
}

function checkSpan(
  name: string,
  { startMs, endMs }: { startMs: number; endMs: number },
  { manifest }: Archive,
  seat: Seat,
  story: StoryFacts,
  { missingMs }: ArchiveLimits,
  find: Find,
): void {
  const lateMs = startMs - (seat.joinedAt - manifest.startedAt);
  const earlyMs = story.endedAt - manifest.startedAt - endMs;
  const isWhole = lateMs < missingMs && earlyMs < missingMs && earlyMs > -500;
  const detail = `from ${Math.round(lateMs)} ms after the join to ${Math.round(earlyMs)} ms before the end`;
  find(`duration ${name}`, isWhole, detail);
}

async function checkScreen(archive: Archive, screen: NonNullable<StoryFacts['screen']>, find: Find): Promise<void> {
  const { manifest } = archive;
  const track = manifest.tracks.find(({ source, kind }) => source === 'screen' && kind === 'video');
  const layer = track?.layers.at(-1);
  const pictures = layer ? (await Promise.all((await layerFiles(archive, layer)).map(decodePictures))).flat() : [];
  const startMs = pictures[0]?.atMs ?? 0;
  const lateMs = startMs - (screen.fromAt - manifest.startedAt);
  const size = layer ? `${layer.width}×${layer.height}` : 'missing';
  const detail = `${size}, ${pictures.length} pictures, from ${Math.round(lateMs)} ms after the click`;
  find('screen', pictures.length > 0 && lateMs < screenMissingMs, detail);
}

/** The events say the same calls on stage as the pages saw, with the same times. */
function checkStage(archive: Archive, story: StoryFacts, find: Find): void {
  const times = (type: LessonEvent['type'], participantId: string) =>
    archive.events.flatMap(({ at, event }) => {
      if (event.type !== type) return [];
      const id =
        event.type === 'stageCalled' ? event.entry.participantId : 'participantId' in event && event.participantId;
      return id === participantId ? [at] : [];
    });
  const turns = [...story.calls, ...story.acts.turns];
  for (const { name, participantId, calledAt, handedBackAt } of turns) {
    const offsets = [
      nearestOffset(times('stageCalled', participantId), calledAt),
      nearestOffset(times('stageLeft', participantId), handedBackAt),
    ];
    const ok = offsets.every((offset) => Math.abs(offset) < clickToLogMs);
    find(`stage ${name}`, ok, `logged ${offsets.map(Math.round).join(' and ')} ms after the clicks`);
  }
  const all = archive.events.filter(({ event }) => event.type === 'stageCalled').length;
  find('stage calls', all === turns.length, `${all} in the record`);
}

/** How far the time that lies closest is from a wanted one. */
function nearestOffset(times: readonly number[], wanted: number): number {
  const offsets = times.map((at) => at - wanted);
  return offsets.reduce((best, each) => (Math.abs(each) < Math.abs(best) ? each : best), Number.POSITIVE_INFINITY);
}

function tracksOf({ manifest }: Archive, seat: Seat, source: TrackSource): ArchiveTrack[] {
  return manifest.tracks.filter((track) => track.participantId === seat.participantId && track.source === source);
}
