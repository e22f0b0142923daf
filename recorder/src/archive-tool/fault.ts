/** One thing that is not as an archive says it is. Paths are relative to the archive's folder. */
export type Fault =
  | { type: 'manifestMissing' }
  | { type: 'manifestUnreadable'; reason: string }
  /** A later program wrote it: nothing else was looked at. */
  | { type: 'newerVersion'; version: number }
  /** Neither sealed nor being written by anybody. */
  | { type: 'unsealed' }
  | { type: 'signatureMissing' }
  /** The manifest is not what was signed. */
  | { type: 'signatureBroken'; keyId: string }
  /** Signed by a key that is not among those that are known. */
  | { type: 'signatureForeign'; keyId: string }
  | FileFault
  /** A line that is not what was written, or not where it was written. */
  | { type: 'logLine'; path: string; line: number }
  | { type: 'logLength'; path: string; expectedLines: number; foundLines: number }
  /** Nothing is there, and no gap says so. */
  | { type: 'holeUndeclared'; trackId: string; layer: number; fromMs: number; toMs: number }
  | { type: 'revisionMissing'; path: string }
  | { type: 'revisionAltered'; path: string };

/** Of one file that the manifest lists. */
export type FileFault =
  /** The name leads out of the archive, or through a link: it was not opened. */
  | { type: 'unsafePath'; path: string }
  | { type: 'missing'; path: string }
  | { type: 'truncated'; path: string; expectedBytes: number; foundBytes: number }
  | { type: 'altered'; path: string }
  /** It holds what another file of the manifest should hold. */
  | { type: 'swapped'; path: string; holds: string };
