import { expect, test } from 'vitest';
import { sfuContract } from '../sfu.contract.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { makePlan } from '../testing/plans.ts';
import { microphoneRtp } from '../testing/rtp-samples.ts';
import { SfuLink } from '../testing/sfu-link.ts';
import { startFakeSfu } from './fake-sfu.ts';

const sharedKey = 'a'.repeat(64);

sfuContract('the fake', async () => {
  const clock = new ManualClock();
  const { port, engine, close } = await startFakeSfu({ sharedKey, clock });
  return {
    ...{ port, sharedKey, clock, close },
    killWorker: (workerId) => engine.killWorker(workerId),
    countTransports: async () => 2 * engine.workers().reduce((sum, { seats }) => sum + seats, 0),
  };
});

test('tells how loud the sounds are that others may hear, and nothing of the rest', async () => {
  const { port, engine, close } = await startFakeSfu({ sharedKey });
  const link = await SfuLink.open(port, sharedKey);
  const lessonId = 'heard';
  for (const [seatId, ssrc] of [
    ['onStage', 11],
    ['offStage', 12],
  ] as const) {
    await link.get('seat:open', { lessonId, seatId, session: 's1' });
    await link.get('track:publish', {
      ...{ lessonId, seatId, trackId: `${seatId}-voice`, source: 'microphone', kind: 'audio' },
      ...{ rtpParameters: microphoneRtp(ssrc), paused: false },
    });
  }
  const seats = { onStage: 'rooms', offStage: 'rooms' };
  const tracks = { 'onStage-voice': 'onStage', 'offStage-voice': 'offStage' };
  const plan = makePlan({ sequence: 1, groups: { rooms: ['onStage-voice'] }, seats, tracks });
  await link.get('plan:apply', { lessonId, plan });
  engine.speak(lessonId, [
    { trackId: 'onStage-voice', levelDbov: -30 },
    { trackId: 'offStage-voice', levelDbov: -10 },
  ]);
  const { voices } = await link.event('speechMeasured', () => true);
  expect(voices).toEqual([{ seatId: 'onStage', trackId: 'onStage-voice', levelDbov: -30 }]);
  link.close();
  await close();
});
