import type { RtpCapabilities } from 'mediasoup/types';
import type { LessonPlan, SeatMedia, SfuRequestInput, TapDescription } from '../../control/index.ts';
import type { EngineLesson, Level } from '../engine/engine.ts';
import { PlanIndex } from '../plan/plan-index.ts';
import { type Operation, reconcile, reconcileSeat } from '../plan/reconcile.ts';
import { SfuError } from '../sfu-error.ts';
import type { LessonContext } from './context.ts';
import { publishTrack } from './publish.ts';
import { Seat } from './seat.ts';
import { Tap } from './tap.ts';
import type { Track } from './track.ts';

/** One lesson's media on this node: holds what its newest plan wants, and nothing else. */
export class Lesson {
  readonly seats = new Map<string, Seat>();
  readonly tracks = new Map<string, Track>();
  readonly taps = new Map<string, Tap>();
  readonly context: LessonContext;
  readonly #engine: EngineLesson;
  readonly #publishing = new Map<string, { seat: Seat; answer: Promise<{ layers: number }> }>();
  readonly #findTrack = (trackId: string): Track | undefined => this.tracks.get(trackId);
  #index: PlanIndex | undefined;
  #cancelDeadline: (() => void) | undefined;
  #closed = false;

  constructor(context: LessonContext, engine: EngineLesson) {
    this.context = context;
    this.#engine = engine;
    engine.onLevels((levels) => this.#tellVoices(levels));
  }

  /** The log's sequence number of the plan that holds; 0 before the first. */
  get sequence(): number {
    return this.#index?.plan.sequence ?? 0;
  }

  get index(): PlanIndex | undefined {
    return this.#index;
  }

  /** Follows a plan, unless it holds a newer one. Answers with the sequence that holds. */
  apply(plan: LessonPlan): number {
    if (this.#index !== undefined && plan.sequence < this.#index.plan.sequence) return this.sequence;
    this.#index = new PlanIndex(plan);
    this.reconcile();
    return this.sequence;
  }

  openSeat(options: SfuRequestInput<'seat:open'>, rtpCapabilities: RtpCapabilities): Promise<SeatMedia> {
    const { seatId, session, preferTcp = false } = options;
    const former = this.seats.get(seatId);
    if (former?.session === session) {
      // Whoever asks again was away, and may have missed what is needed of its tracks.
      for (const track of this.tracks.values()) if (track.seatId === seatId) track.tellDemand();
      return former.open(rtpCapabilities);
    }
    if (former !== undefined) this.closeSeat(seatId);
    const engine = this.#engine.openSeat({ preferTcp });
    const seat = new Seat(this.context, { seatId, session, engine, findTrack: this.#findTrack });
    this.seats.set(seatId, seat);
    this.reconcile();
    // A seat that could not be made must not stand in the way of the next attempt.
    engine.catch(() => this.closeSeat(seatId, session));
    return seat.open(rtpCapabilities);
  }

  /** Closes a seat, or only that session of it, with everything that it publishes. */
  closeSeat(seatId: string, session?: string): void {
    const seat = this.seats.get(seatId);
    if (seat === undefined || (session !== undefined && seat.session !== session)) return;
    this.seats.delete(seatId);
    for (const track of [...this.tracks.values()]) {
      if (track.seatId === seatId) this.closeTrack(track.trackId);
    }
    seat.close();
  }

  /** @throws {SfuError} `notFound` */
  seat(seatId: string): Seat {
    const seat = this.seats.get(seatId);
    if (seat === undefined) throw new SfuError('notFound', 'no such seat');
    return seat;
  }

  /** Publishes a track, once: whoever asks again gets the same answer. */
  publish(input: SfuRequestInput<'track:publish'>): Promise<{ layers: number }> {
    const seat = this.seat(input.seatId);
    const known = this.#publishing.get(input.trackId);
    if (known !== undefined && !known.seat.closed) {
      if (known.seat !== seat) throw new SfuError('badRequest', 'another seat publishes this track');
      return known.answer;
    }
    const answer = publishTrack(this, seat, input);
    const entry = { seat, answer };
    this.#publishing.set(input.trackId, entry);
    answer.catch(() => this.#forgetPublishing(input.trackId, entry));
    return answer;
  }

  /** A track has arrived: the plan decides who gets it. */
  addTrack(track: Track): void {
    this.tracks.set(track.trackId, track);
    this.reconcile();
  }

  closeTrack(trackId: string): void {
    this.#publishing.delete(trackId);
    const track = this.tracks.get(trackId);
    if (track === undefined) return;
    this.tracks.delete(trackId);
    track.close();
    for (const seat of this.seats.values()) seat.receive.unwant(trackId);
    for (const tap of this.taps.values()) tap.remove(trackId);
  }

  /** Closes a track, if it is this seat's. */
  closeTrackOf(seatId: string, trackId: string): void {
    const publisher = this.#publishing.get(trackId)?.seat.seatId;
    if (publisher === seatId) this.closeTrack(trackId);
  }

  /** Whether this publishing still stands: not closed while the worker was busy with it. */
  isPublishing(trackId: string, seat: Seat): boolean {
    return !seat.closed && this.#publishing.get(trackId)?.seat === seat;
  }

  setInterest({ seatId, tracks }: SfuRequestInput<'interest:set'>): void {
    this.seat(seatId).interest = new Map(tracks.map(({ trackId, maxSpatialLayer }) => [trackId, maxSpatialLayer]));
    for (const operation of reconcileSeat(this.#index, this, seatId)) this.#perform(operation);
  }

  openTap({ tapId, ip, port }: SfuRequestInput<'tap:open'>): Promise<TapDescription> {
    const address = `${ip}:${port}`;
    const former = this.taps.get(tapId);
    if (former?.address === address) return former.open();
    const engine = this.#engine.openTap({ ip, port });
    this.closeTap(tapId);
    const tap = new Tap(this.context, { tapId, address, engine, findTrack: this.#findTrack });
    this.taps.set(tapId, tap);
    this.reconcile();
    return tap.open();
  }

  closeTap(tapId: string): void {
    const tap = this.taps.get(tapId);
    this.taps.delete(tapId);
    tap?.close();
  }

  /** @throws {SfuError} `notFound` */
  requestKeyFrame(trackId: string): void {
    const track = this.tracks.get(trackId);
    if (track === undefined) throw new SfuError('notFound', 'no such track');
    track.requestKeyFrame();
  }

  /** Closes what a dead worker carried, and says what that was. */
  lostWorker(workerId: string): { seatIds: string[]; trackIds: string[] } {
    const trackIds = [...this.tracks.values()].filter(({ engine }) => engine.workerId === workerId);
    const seatIds = [...this.seats.values()].filter((seat) => seat.workerId === workerId);
    for (const tap of this.taps.values()) tap.lostWorker(workerId);
    for (const { seatId } of seatIds) this.closeSeat(seatId);
    for (const { trackId } of trackIds) this.closeTrack(trackId);
    return { seatIds: seatIds.map(({ seatId }) => seatId), trackIds: trackIds.map(({ trackId }) => trackId) };
  }

  /** Does what the plan asks for beyond what is held. Cheap when there is nothing to do. */
  reconcile(): void {
    if (this.#closed) return;
    const { operations, deadlineMs } = reconcile(this.#index, this, this.context.clock.nowMs());
    for (const operation of operations) this.#perform(operation);
    this.#cancelDeadline?.();
    this.#cancelDeadline = undefined;
    if (deadlineMs === undefined) return;
    const delayMs = Math.max(1, deadlineMs - this.context.clock.nowMs());
    this.#cancelDeadline = this.context.clock.after(delayMs, () => this.reconcile());
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelDeadline?.();
    for (const tapId of [...this.taps.keys()]) this.closeTap(tapId);
    for (const seatId of [...this.seats.keys()]) this.closeSeat(seatId);
    this.#engine.close();
  }

  #forgetPublishing(trackId: string, entry: { seat: Seat }): void {
    if (this.#publishing.get(trackId) === entry) this.#publishing.delete(trackId);
  }

  /** Tells only what others may hear: a room that is not on stage talks among itself. */
  #tellVoices(levels: Level[]): void {
    const voices = levels.flatMap(({ trackId, levelDbov }) => {
      const track = this.tracks.get(trackId);
      const isHeard = track && !track.paused && this.#index?.isGiven(trackId);
      return isHeard ? [{ seatId: track.seatId, trackId, levelDbov }] : [];
    });
    if (voices.length > 0) this.context.emit('speechMeasured', { lessonId: this.context.lessonId, voices });
  }

  #perform(operation: Operation): void {
    switch (operation.kind) {
      case 'closeSeat':
        this.closeSeat(operation.seatId);
        break;
      case 'closeTrack':
        this.closeTrack(operation.trackId);
        break;
      case 'closeTap':
        this.closeTap(operation.tapId);
        break;
      case 'admitSeat':
        admit(this.seats.get(operation.seatId));
        break;
      case 'admitTrack':
        admit(this.tracks.get(operation.trackId));
        break;
      case 'admitTap':
        admit(this.taps.get(operation.tapId));
        break;
      case 'pauseTrack':
        this.tracks.get(operation.trackId)?.setPaused(operation.paused);
        break;
      case 'want':
        this.seats.get(operation.seatId)?.receive.want(operation.trackId, operation.want);
        break;
      case 'unwant':
        this.seats.get(operation.seatId)?.receive.unwant(operation.trackId);
        break;
      case 'tapTrack':
        this.taps.get(operation.tapId)?.add(operation.trackId);
        break;
      case 'untapTrack':
        this.taps.get(operation.tapId)?.remove(operation.trackId);
        break;
      default:
        operation satisfies never;
    }
  }
}

function admit(held: { admitted: boolean } | undefined): void {
  if (held !== undefined) held.admitted = true;
}
