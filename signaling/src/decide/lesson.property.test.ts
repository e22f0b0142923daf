import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  emptyLesson,
  evolve,
  evolveAll,
  type LessonEntry,
  type LessonState,
  limits,
  membersOf,
  type ParticipantId,
  project,
  type Track,
  type Viewer,
  visibleTo,
} from '../../protocol/lesson.ts';
import { type CastMember, cast } from './cast.test-support.ts';
import { decide } from './decide.ts';
import { actions } from './random-actions.test-support.ts';
import { TwoNodes } from './two-nodes.test-support.ts';

// A machine that others use too may take several times as long.
vi.setConfig({ testTimeout: 200_000 });
const runs = {
  seed: 20_260_801,
  numRuns: 400,
  interruptAfterTimeLimit: 150_000,
  markInterruptAsFailure: true,
} as const;

const byId = (tracks: readonly Track[]) => [...tracks].sort((a, b) => (a.trackId < b.trackId ? -1 : 1));

/** What must be true of every lesson at any time. Returns what is not. */
function broken(state: LessonState): string[] {
  const found: string[] = [];
  const staged = state.stage.map((entry) => entry.participantId);
  const tracks = Object.values(state.tracks);
  if (new Set(staged).size < staged.length) found.push('somebody is on stage twice');
  if (staged.length > limits.stageSeats) found.push('more on stage than it has places');
  for (const { participantId, tracks: shown } of state.stage) {
    const seat = state.participants[participantId];
    if (seat?.role !== 'classroom' || seat.connection.state === 'gone')
      found.push(`${participantId} is on stage, not here`);
    const own = tracks.filter((track) => track.participantId === participantId);
    if (!isDeepStrictEqual(byId(shown), byId(own))) found.push(`the stage shows other tracks of ${participantId}`);
  }
  for (const [key, track] of Object.entries(state.tracks)) {
    const seat = state.participants[track.participantId];
    if (key !== track.trackId) found.push(`${key} holds another track`);
    if (!seat || seat.connection.state === 'gone') found.push(`track ${key} of nobody`);
    if (seat && seat.role !== track.role) found.push(`track ${key} has another role`);
  }
  const sources = tracks.map((track) => `${track.participantId} ${track.source}`);
  if (new Set(sources).size < sources.length) found.push('two tracks of one source');
  const hands = state.hands.map((hand) => hand.participantId);
  if (new Set(hands).size < hands.length) found.push('a hand is raised twice');
  for (const id of hands) {
    const seat = state.participants[id];
    if (seat?.role !== 'classroom' || seat.connection.state === 'gone') found.push(`a hand of ${id}, who is not here`);
    if (staged.includes(id)) found.push(`a hand of ${id}, who is on stage`);
  }
  for (const id of Object.keys(state.removed)) {
    if (Object.hasOwn(state.participants, id) || Object.hasOwn(state.grants, id))
      found.push(`${id} was removed, and sits there`);
  }
  const { asked, onScreen, presses } = state.question;
  const ids = asked.map(({ questionId }) => questionId);
  if (new Set(ids).size < ids.length) found.push('a question is asked twice');
  if (asked.slice(0, -1).some(({ closedAt }) => closedAt === null)) found.push('an earlier question is open');
  if (onScreen !== null && !ids.includes(onScreen)) found.push('the screens show what was not asked');
  for (const { questionId, pressed } of asked) {
    const pressing = Object.values(presses[questionId] ?? {});
    const won = pressing.filter((press) => press.won).length;
    if (won !== (pressed === null ? 0 : 1)) found.push(`${won} have won the buzzer`);
  }
  return found;
}

test('whatever is asked, in whatever order, the lesson keeps its rules', () => {
  fc.assert(
    fc.property(fc.boolean(), actions, (opened, row) => {
      const nodes = new TwoNodes(opened);
      for (const action of row) {
        nodes.act(action);
        expect(broken(nodes.state)).toEqual([]);
      }
    }),
    runs,
  );
});

test('a command is carried out once, however often and wherever it is repeated', () => {
  fc.assert(
    fc.property(actions, (row) => {
      const nodes = new TwoNodes(true);
      const answered = new Map<string, unknown>();
      const kept = new Set<string>();
      for (const action of row) {
        const { given, answer, appended } = nodes.act(action);
        if (given?.actor.kind !== 'participant' || !answer) continue;
        const key = `${given.actor.participantId} ${given.number}`;
        if (appended.length > 0 && answer.ok) {
          expect(kept.has(key), `${key} was carried out twice`).toBe(false);
          kept.add(key);
          answered.set(key, answer.value);
        } else if (kept.has(key)) {
          // Either the same answer, or, when later commands have been answered, that it was answered already.
          if (answer.ok) expect(answer.value).toEqual(answered.get(key));
          else expect(answer.error.code).toBe('conflict');
        }
      }
    }),
    runs,
  );
});

/** A browser: holds what it was told, and folds on. */
class Screen {
  readonly seat: CastMember;
  state: LessonState;
  #heard = '';

  constructor(seat: CastMember, server: LessonState) {
    this.seat = seat;
    this.state = this.#receive(project(server, seat));
  }

  /** As the gateway tells it: visible entries, without the memory of commands, and how far the log has been covered. */
  tell(entries: readonly LessonEntry[], { sequence, at }: LessonState): void {
    const visible = entries.filter(({ event }) => visibleTo(event, this.seat));
    const wired = this.seat.role === 'recorder' ? visible : visible.map(({ command: _command, ...rest }) => rest);
    this.state = { ...this.#receive(wired).reduce(evolve, this.state), sequence, at };
  }

  /** Everything that ever came over this screen's wire, as text. */
  get heard(): string {
    return this.#heard;
  }

  #receive<T>(message: T): T {
    const text = JSON.stringify(message);
    this.#heard += text;
    return JSON.parse(text) as T;
  }
}

test("every screen's fold is the projection of the server's state, from the start or joined late", () => {
  fc.assert(
    fc.property(fc.boolean(), actions, fc.nat(60), (opened, row, late) => {
      const nodes = new TwoNodes(opened);
      const screens = cast.map((seat) => new Screen(seat, nodes.state));
      let told = nodes.log.length;
      for (const [index, action] of row.entries()) {
        nodes.act(action);
        const { state } = nodes;
        const fresh = nodes.log.slice(told);
        told = nodes.log.length;
        for (const screen of screens) {
          screen.tell(fresh, state);
          if (!isDeepStrictEqual(screen.state, project(state, screen.seat))) {
            expect(screen.state, screen.seat.participantId).toEqual(project(state, screen.seat));
          }
        }
        if (index === late) screens.push(...cast.map((seat) => new Screen(seat, state)));
      }
    }),
    { ...runs, numRuns: 200 },
  );
});

test('no screen is ever told of an inspector, a viewer, a key, or of another classroom that was not on stage or in its group', () => {
  fc.assert(
    fc.property(actions, (row) => {
      const nodes = new TwoNodes(true);
      const screens = cast.map((seat) => new Screen(seat, nodes.state));
      let told = nodes.log.length;
      for (const action of row) {
        nodes.act(action);
        const fresh = nodes.log.slice(told);
        told = nodes.log.length;
        for (const screen of screens) screen.tell(fresh, nodes.state);
      }
      const staged = new Set(
        nodes.log.flatMap(({ event }) => (event.type === 'stageCalled' ? [event.entry.participantId] : [])),
      );
      const grouped = nodes.log.flatMap(({ event }) => (event.type === 'groupFormed' ? [membersOf(event.group)] : []));
      const sharesGroup = (one: ParticipantId, other: ParticipantId) =>
        grouped.some((ids) => ids.includes(one) && ids.includes(other));
      const hidden = (viewer: Viewer) =>
        cast.filter(({ participantId, role }) => {
          if (participantId === viewer.participantId) return false;
          if (role === 'inspector' || role === 'audience') return true;
          if (role === 'teacher' || viewer.role === 'teacher' || viewer.role === 'assistant') return false;
          if (viewer.role === 'inspector') return false;
          if (role !== 'classroom') return true;
          return !staged.has(participantId) && !sharesGroup(participantId, viewer.participantId);
        });
      for (const { seat, heard } of screens) {
        if (seat.role === 'recorder') continue;
        expect(heard).not.toContain('secret-key');
        for (const { participantId } of hidden(seat)) {
          expect(heard.includes(`"${participantId}"`), `${seat.participantId} heard of ${participantId}`).toBe(false);
        }
      }
    }),
    { ...runs, numRuns: 200 },
  );
});

test('the replay of the log, at once or step by step, is the live state', () => {
  fc.assert(
    fc.property(actions, (row) => {
      const nodes = new TwoNodes(true);
      for (const action of row) nodes.act(action);
      const frozen = JSON.stringify(nodes.state);
      expect(nodes.log.reduce(evolve, emptyLesson)).toEqual(nodes.state);
      expect(evolveAll(emptyLesson, nodes.log)).toEqual(nodes.state);
      const middle = nodes.log.slice(0, nodes.log.length >> 1).reduce(evolve, emptyLesson);
      const before = JSON.stringify(middle);
      expect(evolveAll(middle, nodes.log.slice(middle.sequence))).toEqual(nodes.state);
      expect(JSON.stringify(middle), 'folding on changes nothing that was there').toBe(before);
      expect(JSON.stringify(nodes.state)).toBe(frozen);
    }),
    runs,
  );
});

test('whoever asks for what is so already is answered, and nothing happens', () => {
  const idempotent = new Set<string>([
    ...[
      'hand:raise',
      'hand:lower',
      'stage:call',
      'stage:leave',
      'seat:allow',
      'seat:leave',
      'seat:attach',
      'seat:detach',
    ],
    ...['permission:switch', 'permission:pause', 'permission:forbid', 'participant:unblock'],
    ...['participant:remove', 'track:publish', 'track:unpublish', 'track:mute', 'media:renew', 'tracks:lost', 'tick'],
    ...[
      'lesson:open',
      'lesson:end',
      'lesson:invite',
      'recorder:claim',
      'recorder:twin',
      'archive:open',
      'archive:seal',
      'archive:alarm',
    ],
    ...[
      'question:ask',
      'question:close',
      'question:show',
      'question:reveal',
      'question:clear',
      'question:answer',
      'question:answerByDevices',
      'buzzer:press',
    ],
  ]);
  fc.assert(
    fc.property(actions, (row) => {
      const nodes = new TwoNodes(true);
      for (const action of row) {
        const { given, answer, appended } = nodes.act(action);
        if (!given || !answer?.ok || appended.length === 0 || !idempotent.has(given.command.name)) continue;
        const again = decide(nodes.state, given.actor, given.command, nodes.now);
        expect(again.events ?? [], given.command.name).toEqual([]);
        if (again.ok) expect(again.value).toEqual(answer.value);
      }
    }),
    runs,
  );
});
