import type { Logger } from 'pino';
import {
  type SfuAnswer,
  type SfuRequestInput,
  type SfuRequestName,
  type SfuRequestResult,
  sfuRequests,
} from '../control/index.ts';
import type { MediaNode } from './node.ts';
import { freshStats } from './quality.ts';
import { checkDtlsParameters } from './rtp-parameters.ts';
import { SfuError } from './sfu-error.ts';

type Handlers = {
  [Name in SfuRequestName]: (
    node: MediaNode,
    input: SfuRequestInput<Name>,
  ) => SfuRequestResult<Name> | Promise<SfuRequestResult<Name>>;
};

/** What each request does. A request without a handler does not compile. */
const handlers: Handlers = {
  'node:describe': (node) => node.describe(),
  'seat:open': (node, input) => node.openLesson(input.lessonId).openSeat(input, node.engine.rtpCapabilities),
  'seat:close': (node, { lessonId, seatId, session }) => {
    node.find(lessonId)?.closeSeat(seatId, session);
    return null;
  },
  'transport:connect': async (node, { lessonId, seatId, transportId, dtlsParameters }) => {
    const media = await node.lesson(lessonId).seat(seatId).media();
    await media.connect(transportId, checkDtlsParameters(dtlsParameters));
    return null;
  },
  'transport:restartIce': async (node, { lessonId, seatId, transportId }) => {
    const media = await node.lesson(lessonId).seat(seatId).media();
    return media.restartIce(transportId);
  },
  'track:publish': (node, input) => node.lesson(input.lessonId).publish(input),
  'track:close': (node, { lessonId, seatId, trackId }) => {
    node.find(lessonId)?.closeTrackOf(seatId, trackId);
    return null;
  },
  'consumer:ready': (node, { lessonId, seatId, consumerIds }) => {
    node.lesson(lessonId).seat(seatId).receive.start(consumerIds);
    return null;
  },
  'interest:set': (node, input) => {
    node.lesson(input.lessonId).setInterest(input);
    return null;
  },
  'plan:apply': (node, { lessonId, plan }) => ({ sequence: node.openLesson(lessonId).apply(plan) }),
  'tap:open': (node, input) => node.openLesson(input.lessonId).openTap(input),
  'tap:close': (node, { lessonId, tapId }) => {
    node.find(lessonId)?.closeTap(tapId);
    return null;
  },
  'track:keyFrame': (node, { lessonId, trackId }) => {
    node.lesson(lessonId).requestKeyFrame(trackId);
    return null;
  },
  'lesson:close': (node, { lessonId }) => {
    node.closeLesson(lessonId);
    return null;
  },
  'lesson:stats': async (node, { lessonId }) => ({ seats: await freshStats(node.lesson(lessonId)) }),
};

/** Parses a request from the wire, does it, and answers. Never throws: what is unexpected is `internal` and one log line. */
export async function dispatch(
  node: MediaNode,
  log: Logger,
  name: unknown,
  input: unknown,
): Promise<SfuAnswer<unknown>> {
  if (!isRequestName(name)) return refusal(new SfuError('badRequest', 'unknown request'));
  try {
    return { ok: true, value: await perform(node, name, input) };
  } catch (error) {
    if (error instanceof SfuError) {
      log.debug({ err: error, request: name }, 'request refused');
      return refusal(error);
    }
    log.error({ err: error, request: name }, 'request failed');
    return { ok: false, error: { code: 'internal', message: 'the sfu failed' } };
  }
}

function isRequestName(name: unknown): name is SfuRequestName {
  return typeof name === 'string' && Object.hasOwn(sfuRequests, name);
}

/** Everything before the handler's first await runs at once, so requests take effect in the order in which they came. */
async function perform<Name extends SfuRequestName>(node: MediaNode, name: Name, input: unknown): Promise<unknown> {
  const parsed = sfuRequests[name].input.safeParse(input);
  if (!parsed.success) throw new SfuError('badRequest', parsed.error.issues[0]?.message ?? 'malformed input');
  // The table gives schema and handler of one name the same type, which TypeScript cannot follow through the index.
  return handlers[name](node, parsed.data as SfuRequestInput<Name>);
}

function refusal({ code, message }: SfuError): SfuAnswer<never> {
  return { ok: false, error: { code, message } };
}
