import { setTimeout as delay } from 'node:timers/promises';
import { freePort, openProduct } from '../../demo/product.ts';
import { openNetLab } from '../../net-lab/net-lab.ts';
import { type Figure, figure } from '../figures.ts';
import { compareArchive, exactness } from './compare.ts';
import { openSendingLesson, type SendingLesson } from './sending-lesson.ts';

export interface LossPlan {
  readonly pairs: number;
  /** Of the lesson at each rate of loss. */
  readonly seconds: number;
}

/** Each way; a question and its answer take twice as long. */
const oneWayMs = 50;
/** Share of packets that the line loses in each direction, and how many percent of what was sent the archive may lack. */
const rates = [
  { loss: 0.1, limit: 0.01 },
  { loss: 0.2, limit: 0.1 },
] as const;

/** Lessons whose senders are behind a line that loses packets at random, both ways: what the archive lacks, and whether it says so. */
export async function measureRandomLoss(plan: LossPlan, say: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { loss, limit } of rates) figures.push(await measureAt(loss, limit, plan, say));
  return figures;
}

async function measureAt(loss: number, limit: number, { pairs, seconds }: LossPlan, say: (line: string) => void) {
  const mediaPort = String(await freePort());
  const product = await openProduct({
    environment: { SFU_WORKERS: '1', RTC_MIN_PORT: mediaPort, RTC_MAX_PORT: mediaPort },
  });
  const lab = await openNetLab({ relays: [{ kind: 'udp', to: mediaPort }] });
  let lesson: SendingLesson | undefined;
  try {
    const port = lab.addresses[0]?.port ?? 0;
    lesson = await openSendingLesson(product, 'Loss', pairs, { mediaPort: port });
    const line = { loss, delayMs: oneWayMs };
    lab.set({ up: line, down: line });
    await delay(seconds * 1_000);
    const { up } = lab.counts();
    // What is on its way arrives: the archive is asked about losses, not about the lesson's last moment.
    lab.set({ up: { loss: 0 }, down: { loss: 0 } });
    await delay(1_000);
    const archive = await lesson.end();
    const tracks = await compareArchive(archive, lesson.sent);
    const { faults } = await archive.verify();
    const sum = (pick: (track: (typeof tracks)[number]) => number) =>
      tracks.reduce((total, track) => total + pick(track), 0);
    const [sent, lost] = [sum((track) => track.sent), sum((track) => track.lost)];
    const of = (source: string) =>
      tracks.filter((track) => track.source === source).reduce((n, { lost: l }) => n + l, 0);
    say(`${loss * 100} % loss: ${lost} of ${sent} frames are missing; ${JSON.stringify(up)}`);
    const { precision, recall } = exactness(tracks);
    const checks = {
      verified: faults.length === 0,
      gapsExact: precision === 1 && recall === 1,
      precision,
      recall,
      unaltered: tracks.every(({ altered }) => altered === 0),
      sent,
      lostPictures: of('camera'),
      lostSounds: of('microphone'),
      roundTripMs: oneWayMs * 2,
      seconds,
    };
    return figure(`missingAt${loss * 100}Percent`, (100 * lost) / sent, { unit: '%', limit, checks });
  } finally {
    lesson?.close();
    await lab.close();
    await product.close();
  }
}
