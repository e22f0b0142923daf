import type { Fault, ListedArchive, Repaired, Verified } from '@tongke/recorder/archive-tool';
import type { ArchiveText } from './text.ts';

/** An archive's verification for a person. */
export function verifiedLines(
  { name, title, state, revision, certificate, vouching, hasLog, faults }: Verified,
  text: ArchiveText,
): string[] {
  const lines = [
    `${name}${title ? `  ${title}` : ''}: ${faults.length === 0 ? text.whole : text.faultCount(faults.length)}`,
  ];
  if (certificate !== null && vouching.by === 'known') {
    const { expectedMs, receivedMs, expectedPackets, receivedPackets, gaps } = certificate;
    const facts = {
      keyId: vouching.keyId,
      revision: revision ?? 1,
      received: duration(receivedMs),
      expected: duration(expectedMs),
      lostPackets: expectedPackets - receivedPackets,
      gaps: Object.values(gaps).reduce((sum, { count }) => sum + count, 0),
    };
    lines.push(`  ${text.certificate(facts)}`);
    const { healed } = certificate;
    if (healed) lines.push(`  ${text.healed({ ...healed, seconds: secondsOf(healed) })}`);
    for (const layer of healed?.layers ?? [])
      lines.push(`    ${text.healedLayer({ ...layer, seconds: secondsOf(layer) })}`);
  }
  if (state === 'sealed' && certificate === null) lines.push(`  ${text.uncertified}`);
  if (state === 'recording') lines.push(`  ${text.recording}`);
  if (state === 'sealed' && !hasLog) lines.push(`  ${text.noLog}`);
  return [...lines, ...faults.map((fault) => `  ✗ ${faultSentence(fault, text)}`)];
}

/** What a repair did, or would do, for a person. */
export function repairedLines({ name, refusal, steps, left }: Repaired, dryRun: boolean, text: ArchiveText): string[] {
  if (refusal !== null) return [`${name}:`, `  ✗ ${sentence(text.refusals, refusal.reason, refusal)}`];
  const isIdle = steps.length === 0;
  const done = steps.map((step) => `  ✓ ${sentence(text.steps, step.type, step)}`);
  const rest = left.map((fault) => `  ✗ ${faultSentence(fault, text)}`);
  if (dryRun && !isIdle) return [`${name}: ${text.wouldDo}`, ...done];
  const end = left.length > 0 ? text.left(left.length) : isIdle ? text.nothingToDo : text.whole;
  return [`${name}: ${end}`, ...done, ...rest];
}

/** One archive of a list. */
export function listedLine(archive: ListedArchive, text: ArchiveText): string {
  const { name, title, startedAt, durationMs, state, revision, certified, tracks, lengthBytes } = archive;
  const start = startedAt === null ? '–' : new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ');
  const facts = { revision: revision ?? 1, certified, tracks, megabytes: (lengthBytes / 1e6).toFixed(1) };
  const rest = state === 'sealed' ? `  (${text.listed(facts)})` : '';
  const length = durationMs === null ? '–' : duration(durationMs);
  return `${start}  ${length}  ${text.states[state]}  ${name}${title ? `  ${title}` : ''}${rest}`;
}

const faultSentence = (fault: Fault, text: ArchiveText): string => sentence(text.faults, fault.type, fault);

/** Picks the sentence of a value's kind. */
function sentence<Value>(sentences: { readonly [kind: string]: (value: never) => string }, kind: string, value: Value) {
  // The table has a sentence for each kind, and takes the values of that kind.
  return (sentences[kind] as (value: Value) => string)(value);
}

/** A line for a terminal, which names in a foreign archive must not steer. */
export const printable = (line: string): string => line.replace(/\p{C}/gu, '�');

/** Hours, minutes and seconds. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${hours}:${String(minutes).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

const secondsOf = ({ durationMs }: { durationMs: number }): string => (durationMs / 1_000).toFixed(1);
