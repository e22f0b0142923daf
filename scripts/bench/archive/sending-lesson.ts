import { type Crowd, openCrowd } from '../../crowd/crowd.ts';
import type { CrowdSeat, SeatOptions } from '../../crowd/seat.ts';
import type { SentFrame } from '../../crowd/sent-frame.ts';
import { type Archive, openArchive } from '../../demo/archive.ts';
import { linkPath, makeLesson } from '../../demo/lesson.ts';
import type { Product } from '../../demo/product.ts';
import { sealedArchive } from '../lesson/seats.ts';

/** All that one participant has sent. */
export interface SentLog {
  readonly participantId: string;
  readonly source: 'camera' | 'microphone';
  readonly frames: readonly SentFrame[];
}

/** A lesson in which everybody sends, and all is recorded. */
export interface SendingLesson {
  readonly lessonId: string;
  readonly seats: readonly CrowdSeat[];
  /** Sees what staff see. */
  readonly teacher: CrowdSeat;
  readonly sent: readonly SentLog[];
  /** Ends the lesson while all still send. @returns its archive, sealed */
  end(): Promise<Archive>;
  close(): void;
}

const joinWithinMs = 30_000;

/**
 * Opens a lesson with so many cameras, each with its microphone; resolves when all of them are published. `sending`: how they send.
 */
export async function openSendingLesson(
  product: Product,
  title: string,
  pairs: number,
  sending: Pick<SeatOptions, 'fastPpm' | 'mediaPort'> = {},
): Promise<SendingLesson> {
  const { baseUrl, operator, dataDir } = product;
  const classrooms = Array.from({ length: pairs - 1 }, (_, index) => `Room ${index + 1}`);
  const lesson = await makeLesson(operator, { title, classrooms, recording: 'everything' });
  const tokens = ['teacher', ...lesson.classroomIds].map((name) => linkPath(lesson, name).split('#t=')[1] ?? '');
  const crowd: Crowd = await openCrowd({ baseUrl, tokens, sends: true, receives: false, ...sending });
  try {
    const { seats } = crowd;
    const [teacher] = seats;
    if (teacher === undefined) throw new RangeError('a lesson has a teacher at least');
    const signal = AbortSignal.timeout(joinWithinMs);
    const isWhole = ({ state }: CrowdSeat) =>
      Object.keys(state.tracks).length === pairs * 2 && state.recording.archivePath !== null;
    await teacher.until(isWhole, signal);
    const sent = seats.flatMap(({ grant, sender }) => {
      const { camera, microphone } = sender.keepLog();
      const { participantId } = grant;
      return [
        { participantId, source: 'camera' as const, frames: camera },
        { participantId, source: 'microphone' as const, frames: microphone },
      ];
    });
    return {
      lessonId: lesson.lessonId,
      seats,
      teacher,
      sent,
      close: () => crowd.close(),
      async end() {
        await operator.post(`/api/lessons/${lesson.lessonId}/end`, {});
        return openArchive(dataDir, await sealedArchive(product, lesson.lessonId));
      },
    };
  } catch (error) {
    crowd.close();
    throw error;
  }
}
