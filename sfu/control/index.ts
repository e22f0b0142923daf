/**
 * The contract that signaling speaks with an sfu node: Socket.IO on the control port, one message `request`
 * `(name, input, ack: (answer: SfuAnswer) => void)` for each request and one message per event, named as in {@link SfuEvents}.
 */
export type { SfuEventName, SfuEvents } from './events.ts';
export { handshakeProof, sameProof } from './handshake.ts';
export { type LessonPlan, lessonPlanSchema, type Receive, type Source } from './plan.ts';
export {
  type ConsumerDescription,
  type NodeDescription,
  type SeatConsumers,
  type SeatMedia,
  type SeatStats,
  type SfuAnswer,
  type SfuErrorCode,
  type SfuRequestInput,
  type SfuRequestName,
  type SfuRequestResult,
  sfuRequests,
  type TapDescription,
  type TapPipe,
  type TapTrack,
  type TransportDescription,
} from './requests.ts';
