// A recorder without signaling, to be killed: captures what its parent describes over IPC. Argument: the archives' folder
// and the lesson's start.
import type { TapDescription } from '@tongke/signaling/protocol/lesson';
import { recoverJournal } from '../archive/recovery.ts';
import { startRecording } from './recording.test-support.ts';

const [archivesPath = '', startedAt = ''] = process.argv.slice(2);
const recording = await startRecording(archivesPath, Number(startedAt), recoverJournal);
process.on('message', (tap: TapDescription) => recording.capture.follow(tap));
process.on('disconnect', () => process.exit(0));
process.send?.({ port: recording.capture.port });
