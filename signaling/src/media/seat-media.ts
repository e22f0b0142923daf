import { createHash } from 'node:crypto';
import type { SfuRequestInput } from '@tongke/sfu/control';
import type { CommandInput } from '../../protocol/commands.ts';
import {
  LessonError,
  type ParticipantId,
  type SeatMedia,
  type TapDescription,
  type TrackId,
  type TransportIce,
  trackId,
} from '../../protocol/lesson.ts';
import type { LessonHost } from '../lesson-host.ts';
import type { Conductor } from './conductor.ts';
import type { SfuControl } from './sfu-link.ts';

/** The same publication always has the same name, so that a repeat is known as one. */
function nameTrack(...parts: (string | number)[]): TrackId {
  return trackId(`t-${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 20)}`);
}

/** One seat's media at the sfu. Every call is safe to repeat; each throws LessonError. */
export class SeatMediaDesk {
  readonly #host: LessonHost;
  readonly #sfu: SfuControl;
  readonly #conductor: Conductor;
  readonly #seat: { lessonId: string; seatId: ParticipantId };

  constructor(host: LessonHost, seatId: ParticipantId, sfu: SfuControl, conductor: Conductor) {
    this.#host = host;
    this.#sfu = sfu;
    this.#conductor = conductor;
    this.#seat = { lessonId: host.lessonId, seatId };
  }

  /** The seat's transports and what it should be receiving. Tracks of its former sessions end. */
  async open({ session, preferTcp }: CommandInput<'media:open'>): Promise<SeatMedia> {
    this.#requireOpen();
    await this.#conductor.applied(this.#host);
    const media = await this.#sfu.request('seat:open', {
      ...this.#seat,
      session,
      ...(preferTcp === undefined ? {} : { preferTcp }),
    });
    const input = { participantId: this.#seat.seatId, session };
    await this.#host.execute({ kind: 'server' }, { name: 'media:renew', input });
    // The inner parts are opaque to this side of the contract: they go through as they came.
    return media as unknown as SeatMedia;
  }

  async connect({ transportId, dtlsParameters }: CommandInput<'transport:connect'>): Promise<null> {
    type Dtls = SfuRequestInput<'transport:connect'>['dtlsParameters'];
    const opaque = dtlsParameters as unknown as Dtls;
    return await this.#sfu.request('transport:connect', { ...this.#seat, transportId, dtlsParameters: opaque });
  }

  async restartIce({ transportId }: CommandInput<'transport:restartIce'>): Promise<TransportIce> {
    const ice = await this.#sfu.request('transport:restartIce', { ...this.#seat, transportId });
    return ice as unknown as TransportIce;
  }

  async ready({ consumerIds }: CommandInput<'consumer:ready'>): Promise<null> {
    return await this.#sfu.request('consumer:ready', { ...this.#seat, consumerIds });
  }

  async look({ tracks }: CommandInput<'view:look'>): Promise<null> {
    return await this.#sfu.request('interest:set', { ...this.#seat, tracks });
  }

  /** Hands the track to the sfu; the lesson then decides whether it stays. */
  async publish(input: CommandInput<'track:publish'>, number: number): Promise<{ trackId: TrackId; layers: number }> {
    this.#requireOpen();
    const { source, kind, session, muted } = input;
    const id = nameTrack(this.#seat.lessonId, this.#seat.seatId, session, source, number);
    const rtpParameters = input.rtpParameters as unknown as SfuRequestInput<'track:publish'>['rtpParameters'];
    const { layers } = await this.#sfu.request('track:publish', {
      ...this.#seat,
      trackId: id,
      source,
      kind,
      rtpParameters,
      paused: muted,
    });
    return { trackId: id, layers };
  }

  async discard(id: TrackId): Promise<void> {
    await this.#sfu.request('track:close', { ...this.#seat, trackId: id });
  }

  async tap(input: CommandInput<'tap:open'>): Promise<TapDescription> {
    await this.#conductor.applied(this.#host);
    const { lessonId, seatId } = this.#seat;
    const description = await this.#sfu.request('tap:open', { lessonId, tapId: seatId, ...input });
    return description as unknown as TapDescription;
  }

  #requireOpen(): void {
    const { phase } = this.#host.state;
    if (phase.name === 'ended') throw new LessonError('lessonEnded', 'the lesson has ended');
    if (phase.name !== 'open') throw new LessonError('lessonNotOpen', 'the lesson is not open yet');
  }
}
