import type { Logger } from 'pino';
import {
  type CommandInput,
  type CommandName,
  type CommandResult,
  commands,
  envelopeSchema,
  type LessonCommandName,
  type RequestName,
  type VolatileName,
} from '../protocol/commands.ts';
import {
  type Answer,
  type ErrorCode,
  LessonError,
  type LessonState,
  mayDo,
  type PupilId,
  type Viewer,
  type VolatileMessage,
} from '../protocol/lesson.ts';
import type { Actor, Command } from './decide/command.ts';
import type { refuse } from './decide/decision.ts';
import { refuseUnlessDrawing } from './decide/ink.ts';
import type { LessonHost } from './lesson-host.ts';
import type { SeatMediaDesk } from './media/seat-media.ts';

/** What a command needs to know of the seat that gives it. */
export interface Seat {
  viewer: Viewer;
  host: LessonHost;
  media: SeatMediaDesk;
  /** The round trip of its line, as this server measured it. */
  roundTripMs: number;
  /** Everybody on the seat's classroom's roster now; null when it has none. */
  roster: () => Promise<readonly PupilId[] | null>;
  logger: Logger;
}

type RequestHandlers = {
  [Name in RequestName]: (seat: Seat, input: CommandInput<Name>) => Promise<CommandResult<Name>>;
};

/** Requests about one connection: not kept in the log. Every one has its handler, or this does not compile. */
const requestHandlers: RequestHandlers = {
  'media:open': (seat, input) => seat.media.open(input),
  'transport:connect': (seat, input) => seat.media.connect(input),
  'transport:restartIce': (seat, input) => seat.media.restartIce(input),
  'consumer:ready': (seat, input) => seat.media.ready(input),
  'view:look': (seat, input) => seat.media.look(input),
  'time:ask': async ({ host }) => ({ at: host.now() }),
  'tap:open': (seat, input) => seat.media.tap(input),
};

/** Whether somebody may say now what is not kept. Every one has its rule, or this does not compile. */
const volatileRules: {
  [Name in VolatileName]: (state: LessonState, actor: Actor) => ReturnType<typeof refuse> | undefined;
} = {
  'ink:preview': refuseUnlessDrawing,
  'ink:point': refuseUnlessDrawing,
};

const refusal = (code: ErrorCode, message: string): Answer<never> => ({ ok: false, error: { code, message } });
const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);
export const isVolatile = (name: string): name is VolatileName => isCommand(name) && commands[name].kind === 'volatile';
const isRequest = (name: CommandName): name is RequestName => commands[name].kind === 'request';

/** The one place where what a browser sends is parsed, authorised, handled and answered. Never throws. */
export async function dispatch(seat: Seat, name: string, message: unknown): Promise<Answer<unknown>> {
  if (!isCommand(name) || isVolatile(name)) return refusal('badRequest', 'unknown command');
  const envelope = envelopeSchema.safeParse(message);
  if (!envelope.success) return refusal('badRequest', 'malformed envelope');
  const input = commands[name].input.safeParse(envelope.data.input);
  if (!input.success) return refusal('badRequest', describe(input.error.issues));
  if (!mayDo(seat.viewer.role, name)) return refusal('forbidden', 'not for this role');
  try {
    return isRequest(name)
      ? { ok: true, value: await handleRequest(seat, name, input.data as CommandInput<typeof name>) }
      : await handleLessonCommand(seat, name, input.data, envelope.data.number);
  } catch (error) {
    if (error instanceof LessonError) return refusal(error.code, error.message);
    seat.logger.error({ err: error, command: name }, 'a command failed');
    return refusal('internal', 'internal error');
  }
}

/** What a seat says that is not kept, parsed; null when it is malformed or the seat may not say it now. Never throws. */
export function admitVolatile(
  { viewer, host }: Pick<Seat, 'viewer' | 'host'>,
  name: VolatileName,
  message: unknown,
  from: string,
): VolatileMessage | null {
  const input = commands[name].input.safeParse(message);
  if (!input.success || !mayDo(viewer.role, name)) return null;
  if (volatileRules[name](host.state, { kind: 'participant', ...viewer })) return null;
  return { name, from, input: input.data } as VolatileMessage;
}

function handleRequest<Name extends RequestName>(seat: Seat, name: Name, input: CommandInput<Name>) {
  const handler: RequestHandlers[Name] = requestHandlers[name];
  return handler(seat, input);
}

async function handleLessonCommand(
  seat: Seat,
  name: LessonCommandName,
  input: unknown,
  number: number,
): Promise<Answer<unknown>> {
  if (number < 1) return refusal('badRequest', 'a command carries its number, from 1');
  const actor: Actor = { kind: 'participant', ...seat.viewer };
  if (name === 'buzzer:press') {
    const timed = {
      ...(input as CommandInput<'buzzer:press'>),
      arrivedAt: seat.host.now(),
      roundTripMs: seat.roundTripMs,
    };
    return await seat.host.execute(actor, { name, input: timed }, number);
  }
  if (name === 'attendance:take') {
    const rostered = { ...(input as CommandInput<'attendance:take'>), roster: await seat.roster() };
    return await seat.host.execute(actor, { name, input: rostered }, number);
  }
  if (name !== 'track:publish') {
    return await seat.host.execute(actor, { name, input } as Command<LessonCommandName>, number);
  }
  const answered = seat.host.state.commands[seat.viewer.participantId];
  if (answered?.number === number) return { ok: true, value: answered.value };
  const wanted = input as CommandInput<'track:publish'>;
  const { trackId, layers } = await seat.media.publish(wanted, number);
  const { source, kind, session, muted } = wanted;
  const answer = await seat.host.execute(
    actor,
    { name, input: { trackId, layers, source, kind, session, muted } },
    number,
  );
  if (!answer.ok && answer.error.code !== 'unavailable') await seat.media.discard(trackId);
  return answer;
}

/** Which field is wrong, without what stood in it. */
function describe(issues: readonly { path: PropertyKey[]; code: string }[]): string {
  const [first] = issues;
  return first ? `${first.path.map(String).join('.') || 'input'}: ${first.code}` : 'malformed input';
}
