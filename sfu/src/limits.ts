/** Every size, rate and deadline of the sfu. */
export const limits = {
  /** A seat, track or tap that no plan has named yet is kept this long. */
  graceMs: 5_000,
  /** A link that has not proved the shared key by then is closed. */
  handshakeMs: 5_000,
  /** Largest control message; a plan may be larger. */
  messageBytes: 1_048_576,
  planBytes: 8 * 1_048_576,
  /** How long nobody may need a layer before the sender is told. */
  demandDownMs: 2_000,
  qualityIntervalMs: 2_000,
  /** One seat in this many is measured in the worker at each interval; scores of all come by themselves. */
  qualityStride: 3,
  /** Spacing of key-frame requests: the first ones of a burst, then while the storm lasts. */
  keyFrameSpacingMs: 500,
  keyFrameStormSpacingMs: 2_000,
  /**
   * What the worker itself holds to, for requests of its own too (a layer that is switched, a receiver's loss). libwebrtc's
   * senders answer at most one request in 300 ms and drop the others, which the worker would only repeat after a second.
   */
  workerKeyFrameSpacingMs: 320,
  keyFramesBeforeStorm: 3,
  /** So many in a burst may follow each other without being slowed while each answers one request only. */
  keyFramesOneByOne: 20,
  /** Without a request for this long a burst is over. */
  keyFrameCalmMs: 4_000,
  /** How often voices are measured, how many at once on one worker, and what is too quiet to be told, in dBov. */
  voiceIntervalMs: 500,
  voicesMeasured: 1_000,
  voiceThresholdDbov: -60,
  /** Bandwidth that a new receiver is assumed to have until measured. */
  initialOutgoingBps: 2_500_000,
  /** What one seat may send: three cameras and a screen. */
  maxIncomingBps: 12_000_000,
  /** First and longest wait before a worker that cannot be started is tried again. */
  workerRetryMs: 500,
  workerRetryMaxMs: 30_000,
} as const;
