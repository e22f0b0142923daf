import type { SfuRequestInput } from '../../control/index.ts';
import { checkRtpParameters } from '../rtp-parameters.ts';
import { SfuError } from '../sfu-error.ts';
import type { Lesson } from './lesson.ts';
import type { Seat } from './seat.ts';
import { Track } from './track.ts';

/**
 * Makes a seat's track. It starts muted or not as the plan says; where the plan does not know it yet, as asked, and
 * then nobody receives it before the plan does.
 *
 * @throws {SfuError} `badRequest`, `unsupported`; `notFound` when it was closed meanwhile.
 */
export async function publishTrack(
  lesson: Lesson,
  seat: Seat,
  input: SfuRequestInput<'track:publish'>,
): Promise<{ layers: number }> {
  const { trackId, seatId, source, kind } = input;
  const { plan } = lesson.index ?? {};
  if (plan !== undefined && Object.hasOwn(plan.tracks, trackId) && plan.tracks[trackId]?.seatId !== seatId) {
    throw new SfuError('badRequest', 'the plan gives this track to another seat');
  }
  const rtpParameters = checkRtpParameters(kind, input.rtpParameters);
  const paused = lesson.index?.track(trackId, seatId)?.paused ?? input.paused;
  const media = await seat.media();
  const engine = await media.publish({ trackId, kind, rtpParameters, paused });
  if (!lesson.isPublishing(trackId, seat)) {
    engine.close();
    throw new SfuError('notFound', 'seat or track closed');
  }
  lesson.addTrack(new Track(lesson.context, { trackId, seatId, source, engine, paused }));
  return { layers: engine.layers };
}
