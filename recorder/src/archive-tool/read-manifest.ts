import { realpath } from 'node:fs/promises';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { z } from 'zod';
import type { Fault } from './fault.ts';
import { openInside } from './safe-path.ts';

/** The latest format that this program knows. */
export const knownVersion = 1;
/** A lesson of a day in a hundred tracks stays below. */
const mostBytes = 512 * 1024 * 1024;

const ms = z.number();
const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const hash = z.string().regex(/^[\w-]{43}$/);
const chain = z.looseObject({ lines: count, head: hash }).nullable();
const file = { path: z.string(), lengthBytes: count, sha256 };
const gap = z.looseObject({ fromMs: ms, toMs: ms, cause: z.string(), packets: count });
const layer = z.looseObject({
  layer: count,
  codec: z.string(),
  playlist: z.string(),
  startMs: ms,
  endMs: ms,
  segments: z.array(z.looseObject({ ...file, initPath: z.string(), startMs: ms, durationMs: ms })),
  inits: z.array(z.looseObject(file)).optional(),
  gaps: z.array(gap),
  receivedPackets: count,
  expectedPackets: count,
  mediaTime: z.looseObject({ expectedMs: ms, receivedMs: ms, filledDtxMs: ms, filledLossMs: ms }).optional(),
});
const manifest = z.looseObject({
  format: z.literal('tongke-archive'),
  version: z.literal(knownVersion),
  lessonId: z.string(),
  title: z.string(),
  startedAt: ms,
  endedAt: ms.nullable(),
  sealed: z.boolean(),
  tracks: z.array(z.looseObject({ trackId: z.string(), layers: z.array(layer) })),
  events: z.looseObject({ path: z.string(), lastSequence: count, sha256: sha256.nullable(), chain: chain.optional() }),
  log: z.looseObject({ path: z.string(), chain }).optional(),
  materials: z
    .array(z.looseObject({ path: z.string(), lengthBytes: count.nullable(), sha256: sha256.nullable() }))
    .optional(),
  interruptions: z.array(z.looseObject({ fromMs: ms, toMs: ms, cause: z.string() })),
  erasures: z.array(z.looseObject({ at: ms, what: z.string(), rule: z.looseObject({ name: z.string() }) })).optional(),
  revision: count.min(1).optional(),
  previous: z.looseObject({ path: z.string(), sha256 }).nullable().optional(),
  certificate: z.looseObject({ issuedAt: ms, clocks: z.array(z.looseObject({})) }).optional(),
});

/** A manifest with the bytes of its file, or the one fault that keeps it from being read. */
export type ReadManifest = { ok: true; manifest: ArchiveManifest; file: Buffer } | { ok: false; fault: Fault };

/** Reads a manifest of an archive, and believes nothing of it. @param path relative to the folder */
export async function readManifest(folder: string, path: string): Promise<ReadManifest> {
  const root = await realpath(folder).catch(() => null);
  if (root === null) return { ok: false, fault: { type: 'manifestMissing' } };
  const opened = await openInside(root, path);
  if (opened.state === 'missing') return { ok: false, fault: { type: 'manifestMissing' } };
  if (opened.state === 'unsafe') return { ok: false, fault: { type: 'unsafePath', path } };
  try {
    if (opened.lengthBytes > mostBytes) return unreadable(`${opened.lengthBytes} bytes are too many`);
    return parseManifest(await opened.handle.readFile());
  } finally {
    await opened.handle.close();
  }
}

function parseManifest(bytes: Buffer): ReadManifest {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
  const later = z.looseObject({ format: z.literal('tongke-archive'), version: z.number() }).safeParse(value);
  if (later.success && later.data.version > knownVersion) {
    return { ok: false, fault: { type: 'newerVersion', version: later.data.version } };
  }
  const parsed = manifest.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return unreadable(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  return { ok: true, manifest: value as ArchiveManifest, file: bytes };
}

const unreadable = (reason: string): ReadManifest => ({ ok: false, fault: { type: 'manifestUnreadable', reason } });
