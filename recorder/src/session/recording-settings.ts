import type { Logger } from 'pino';
import type { SigningKey } from '../certificate/signing-key.ts';
import type { RecorderMetrics } from '../metrics/recorder-metrics.ts';
import type { PictureDecoder } from '../watch/picture-decoder.ts';
import type { Signaling } from './signaling.ts';

/** What every lesson's recording needs of its recorder. */
export interface RecordingSettings {
  archivesPath: string;
  /** Where archives lie that are recorded beside others. */
  twinsPath: string;
  tapIp: string;
  signaling: Signaling;
  /** Signs archives. */
  key: SigningKey;
  /** Looks into pictures that seem black. */
  decoder: PictureDecoder;
  metrics: RecorderMetrics;
  logger: Logger;
  /** The lesson is over, and its log is whole in this archive's folder. */
  onLessonOver: (archiveName: string) => void;
}
