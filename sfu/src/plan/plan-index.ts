import type { LessonPlan, Receive } from '../../control/index.ts';

/** How one seat should receive one track. */
export interface Want {
  priority: number;
  maxSpatialLayer: number;
}

interface Group {
  always: Receive[];
  byTrack: Map<string, Receive>;
}

/** A plan with its groups indexed, so that the cost for one seat is what the seat receives, not what its group may. */
export class PlanIndex {
  readonly plan: LessonPlan;
  readonly #groups = new Map<string, Group>();

  constructor(plan: LessonPlan) {
    this.plan = plan;
    for (const [name, receives] of Object.entries(plan.groups)) {
      const byTrack = new Map(receives.map((receive) => [receive.trackId, receive]));
      this.#groups.set(name, { byTrack, always: [...byTrack.values()].filter(({ demand }) => demand === 'always') });
    }
  }

  hasSeat(seatId: string): boolean {
    return Object.hasOwn(this.plan.seats, seatId);
  }

  hasTap(tapId: string): boolean {
    return Object.hasOwn(this.plan.taps, tapId);
  }

  /** Whether the plan lets this seat publish this track, and whether it is muted; undefined when it does not. */
  track(trackId: string, seatId: string): { paused: boolean } | undefined {
    const planned = Object.hasOwn(this.plan.tracks, trackId) ? this.plan.tracks[trackId] : undefined;
    return planned?.seatId === seatId ? planned : undefined;
  }

  /** Whether any group may receive this track. */
  isGiven(trackId: string): boolean {
    for (const { byTrack } of this.#groups.values()) if (byTrack.has(trackId)) return true;
    return false;
  }

  /** What a seat should receive, given what it says that it looks at. Only tracks for which `exists` holds. */
  wants(
    seatId: string,
    interest: ReadonlyMap<string, number>,
    exists: (trackId: string) => boolean,
  ): Map<string, Want> {
    const wants = new Map<string, Want>();
    const seat = this.hasSeat(seatId) ? this.plan.seats[seatId] : undefined;
    const group = seat === undefined ? undefined : this.#groups.get(seat.group);
    if (group === undefined) return wants;
    const add = ({ trackId, priority, maxSpatialLayer }: Receive): void => {
      if (!exists(trackId)) return;
      wants.set(trackId, { priority, maxSpatialLayer: Math.min(maxSpatialLayer, interest.get(trackId) ?? 2) });
    };
    group.always.forEach(add);
    for (const trackId of interest.keys()) {
      const receive = group.byTrack.get(trackId);
      if (receive?.demand === 'interest') add(receive);
    }
    return wants;
  }
}
