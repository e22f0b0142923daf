import type { CommandInput, CommandResult, LessonCommandName } from '../../protocol/commands.ts';
import type {
  AnswerValue,
  DeckId,
  DeviceId,
  DirectorReason,
  InvitedClassroom,
  LessonEvent,
  LessonFacts,
  LinkName,
  Participant,
  ParticipantId,
  ProgrammeShot,
  PupilId,
  QuestionId,
  Role,
  TrackId,
} from '../../protocol/lesson.ts';

/** Who gives a command. `server` is this system itself: the HTTP API after its own checks, the gateway, a timer. */
export type Actor = { kind: 'participant'; participantId: ParticipantId; role: Role } | { kind: 'server' };

/** Commands that only the server gives: inputs and results. */
export interface ServerCommands {
  'lesson:plan': { input: { facts: LessonFacts; classrooms: InvitedClassroom[] }; result: null };
  /** Invites more classrooms; those that are invited already stay as they are. */
  'lesson:invite': { input: { classrooms: InvitedClassroom[] }; result: null };
  'lesson:open': { input: Record<never, never>; result: null };
  /** Voids all tokens of a link made so far, and the seats taken by them: the next `tick` has their participants leave. */
  'link:revoke': { input: { link: LinkName }; result: { generation: number } };
  /** A device asks for a seat with a checked token. `seatTaken` while another device is there. */
  'seat:claim': {
    input: {
      participantId: ParticipantId;
      role: Role;
      link: LinkName;
      generation: number;
      deviceId: DeviceId;
      keyHash: string;
    };
    result: null;
  };
  /** A device has connected with the key to its seat; with `keyHash`, only while that key still holds. */
  'seat:attach': {
    input: { participant: Omit<Participant, 'connection'>; connectionId: string; keyHash?: string };
    result: null;
  };
  'seat:detach': { input: { participantId: ParticipantId; connectionId: string }; result: null };
  /** A page has built its media anew: tracks of its former sessions are over. */
  'media:renew': { input: { participantId: ParticipantId; session: string }; result: null };
  /** The sfu has lost these tracks. */
  'tracks:lost': { input: { trackIds: TrackId[] }; result: null };
  /** Answers of pupils with devices of their own, gathered for their classroom by the door that they come in by. */
  'question:answerByDevices': {
    input: {
      participantId: ParticipantId;
      questionId: QuestionId;
      pupils: { pupilId: PupilId; answer: AnswerValue | null }[];
    };
    result: { people: number };
  };
  /**
   * The director switches, on what a node has observed since the switch at `after`. Nothing when somebody was faster, when
   * the picture is gone, or when a person decides.
   */
  'programme:follow': {
    input: { shot: ProgrammeShot; because: DirectorReason; after: number | null };
    result: null;
  };
  /** Takes a deck over from another lesson: the events that made it there, in their order. */
  'deck:carry': { input: { deckId: DeckId; pageCount: number; events: LessonEvent[] }; result: null };
  /** Does what is due; nothing when it is too early or done. Any node may send it. */
  tick: { input: Record<never, never>; result: null };
}

/** What the lesson decides on, where it differs from what the browser sent: the sfu has already taken the media. */
interface Resolved {
  'track:publish': Omit<CommandInput<'track:publish'>, 'rtpParameters'> & { trackId: TrackId; layers: number };
  /** When the press came here, on this node's clock, and the round trip of its line as this node measured it. */
  'buzzer:press': CommandInput<'buzzer:press'> & { arrivedAt: number; roundTripMs: number };
  /** Everybody on the classroom's roster, as the directory has it now; null for a classroom that has none. */
  'attendance:take': CommandInput<'attendance:take'> & { roster: readonly PupilId[] | null };
}

export type DecidedName = LessonCommandName | keyof ServerCommands;
export type DecidedInput<Name extends DecidedName> = Name extends keyof ServerCommands
  ? ServerCommands[Name]['input']
  : Name extends keyof Resolved
    ? Resolved[Name]
    : Name extends LessonCommandName
      ? CommandInput<Name>
      : never;
export type DecidedResult<Name extends DecidedName> = Name extends keyof ServerCommands
  ? ServerCommands[Name]['result']
  : Name extends LessonCommandName
    ? CommandResult<Name>
    : never;

export type Command<Name extends DecidedName = DecidedName> = {
  [N in Name]: { name: N; input: DecidedInput<N> };
}[Name];
