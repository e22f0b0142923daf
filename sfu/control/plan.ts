import { z } from 'zod';

/** A name given by signaling: opaque to the sfu, safe in file names and logs. */
export const nameSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Where a track comes from. The sfu gives voices priority over pictures; it knows nothing else about them. */
export const sourceSchema = z.enum(['camera', 'board', 'table', 'microphone', 'screen', 'screenAudio']);
export type Source = z.infer<typeof sourceSchema>;

/** One track that the seats of a group may have. */
const receiveSchema = z.object({
  trackId: nameSchema,
  /** 1 to 255; the higher is served first when a line is thin. */
  priority: z.number().int().min(1).max(255),
  /** Highest spatial layer that a seat of this group may get: 0, 1 or 2. */
  maxSpatialLayer: z.number().int().min(0).max(2),
  /** `always`: delivered without asking. `interest`: only while the seat has said that it looks at it. */
  demand: z.enum(['always', 'interest']),
});
export type Receive = z.infer<typeof receiveSchema>;

/**
 * The desired state of one lesson's media, computed by signaling from the lesson's log. Applying it twice, or applying
 * an older one after a newer one, changes nothing. A seat never receives its own tracks, whatever its group lists.
 */
export const lessonPlanSchema = z.object({
  /** The log's sequence number that this plan was made from. */
  sequence: z.number().int().min(0),
  /** What each group of seats may receive. */
  groups: z.record(nameSchema, z.array(receiveSchema).max(64_000)),
  /** The seats that may be open, and the group of each. A seat that is missing here is closed. */
  seats: z.record(nameSchema, z.object({ group: nameSchema })),
  /** The tracks that may exist. A published track that stays missing here is closed after a grace time. */
  tracks: z.record(nameSchema, z.object({ seatId: nameSchema, paused: z.boolean() })),
  /** The taps that may be open, and the tracks that each receives, whole, in every layer. */
  taps: z.record(nameSchema, z.object({ trackIds: z.array(nameSchema).max(64_000) })),
});
export type LessonPlan = z.infer<typeof lessonPlanSchema>;
