import type { CommandName } from './commands.ts';
import type { Role } from './role.ts';

const everyone: readonly Role[] = ['teacher', 'assistant', 'classroom', 'inspector', 'recorder', 'audience'];
const leaders: readonly Role[] = ['teacher', 'assistant'];
const speakers: readonly Role[] = ['teacher', 'classroom'];
const watchers: readonly Role[] = ['teacher', 'assistant', 'classroom', 'inspector', 'audience'];
/** Rooms only while they are on stage and the teacher lets them. */
const drawers: readonly Role[] = ['teacher', 'assistant', 'classroom'];
const recorder: readonly Role[] = ['recorder'];

/**
 * Who may do what: the one table. A right may be narrower than the role (a classroom lowers its own hand only);
 * `decide` checks that.
 */
export const rights: { readonly [Name in CommandName]: readonly Role[] } = {
  'lesson:end': leaders,
  'hand:raise': ['classroom'],
  'hand:lower': ['teacher', 'assistant', 'classroom'],
  'stage:call': leaders,
  'stage:callNext': leaders,
  'stage:extend': leaders,
  'stage:leave': ['teacher', 'assistant', 'classroom'],
  'seat:allow': leaders,
  'seat:leave': everyone,
  'participant:remove': leaders,
  'track:publish': speakers,
  'track:unpublish': speakers,
  'track:mute': ['teacher', 'assistant', 'classroom'],
  'media:open': watchers,
  'transport:connect': watchers,
  'transport:restartIce': watchers,
  'consumer:ready': watchers,
  'view:look': watchers,
  'time:ask': everyone,
  'recorder:claim': recorder,
  'recorder:twin': recorder,
  'tap:open': recorder,
  'archive:open': recorder,
  'archive:seal': recorder,
  'archive:alarm': recorder,

  // Slides
  'deck:add': leaders,
  'page:add': leaders,
  'deck:show': leaders,
  'page:turn': leaders,
  'deck:hide': leaders,
  'deck:remove': leaders,

  // Ink
  'ink:draw': drawers,
  'ink:erase': drawers,
  'ink:clear': leaders,
  'ink:undo': drawers,
  'ink:redo': drawers,
  'ink:preview': drawers,
  'ink:point': drawers,

  // Permission
  'permission:switch': leaders,
  'permission:pause': leaders,
  'permission:forbid': leaders,
  'participant:unblock': leaders,

  // Attendance
  'attendance:take': ['classroom'],

  // Question
  'question:ask': leaders,
  'question:close': leaders,
  'question:show': leaders,
  'question:reveal': leaders,
  'question:clear': leaders,
  'question:answer': ['classroom'],
  'buzzer:press': ['classroom'],

  // Chat
  'chat:send': ['teacher', 'assistant', 'classroom'],
  'chat:approve': leaders,
  'chat:decline': leaders,
  'chat:hide': leaders,
  'chat:open': leaders,

  // Inquiry
  'inquiry:ask': ['classroom'],
  'inquiry:withdraw': ['classroom'],
  'inquiry:answer': leaders,
  'inquiry:decline': leaders,
  'inquiry:move': leaders,
  'inquiry:show': leaders,

  // Help
  'help:call': ['classroom'],
  'help:acknowledge': leaders,
  'help:done': ['teacher', 'assistant', 'classroom'],

  // Praise
  'praise:give': leaders,
  'praise:takeBack': leaders,
  'praise:applaud': ['teacher', 'assistant', 'classroom'],

  // Timer
  'timer:start': leaders,
  'timer:pause': leaders,
  'timer:resume': leaders,
  'timer:extend': leaders,
  'timer:stop': leaders,

  // Film
  'film:add': leaders,
  'film:remove': leaders,
  'film:measure': leaders,
  'film:show': leaders,
  'film:play': leaders,
  'film:pause': leaders,
  'film:seek': leaders,
  'film:hide': leaders,
  'film:volume': leaders,
  'film:report': ['classroom'],

  // Music
  'music:set': leaders,

  // Programme
  'programme:switch': leaders,
  'programme:direct': leaders,

  // Lead
  'lead:offer': leaders,
  'lead:withdraw': leaders,
  'lead:take': ['teacher'],

  // Group
  'group:split': leaders,
  'group:visit': leaders,
  'group:address': leaders,
  'group:move': leaders,
  'group:callBack': leaders,
};

/**
 * What rooms and viewers may still do while everything pauses: what takes away, what lets them come back, and asking for
 * help. All else is refused `lessonPaused`. (An opened track is refused by its own handler.)
 */
export const whilePaused: ReadonlySet<CommandName> = new Set([
  'hand:lower',
  'stage:leave',
  'seat:leave',
  'track:publish',
  'track:unpublish',
  'track:mute',
  'film:report',
  'attendance:take',
  'help:call',
  'help:done',
]);

export const mayDo = (role: Role, command: CommandName): boolean => rights[command].includes(role);
