/** Every size, rate and deadline of the lesson protocol, in one place. */
export const limits = {
  /** Characters of a name of a lesson, school, classroom or person. */
  nameLength: 80,
  /** Classrooms invited to one lesson. */
  classroomsPerLesson: 10_000,
  /** Classrooms on stage at once. */
  stageSeats: 6,
  /** A room's time box on stage, seconds. */
  stageTimeLeastSeconds: 10,
  stageTimeMostSeconds: 3_600,
  /** Before its end, a room on stage sees the seconds go by. */
  stageCountdownMs: 10_000,
  /** With more hands raised than this, the answer to a hand counts those before it without regard to schools. */
  handsPlaced: 500,
  /** Rooms at the head of the queue whose small picture flows already. */
  warmRooms: 2,
  /** Tracks that one participant may publish at once. */
  tracksPerParticipant: 8,
  /** Moving pictures that a wall shows at once; the others are stills. */
  wallPictures: 16,
  /** Tracks that one seat may look at. */
  lookTracks: 64,
  /** Bytes of one message from a browser. */
  messageLengthBytes: 128 * 1024,
  /** Commands that one socket may send in a burst, and for how long it then earns them again. */
  commandsPerWindow: 60,
  commandWindowMs: 2_000,
  /** Requests to the HTTP API from one address. */
  httpRequestsPerWindow: 240,
  httpWindowMs: 10_000,
  /** Wrong tokens, seat keys and pairing codes from one address. */
  wrongCredentialsPerWindow: 50,
  wrongCredentialsWindowMs: 60_000,
  /** A seat whose device has been silent this long may be taken by another device. */
  seatSilentMs: 10_000,
  /** A seat that has been away this long has left: its tracks and its media are closed. */
  seatAwayMs: 60_000,
  /** Seats that one `tick` empties at most, so that a county's power cut fits into one append. */
  leavesPerTick: 500,
  /** Classrooms invited in one append. */
  invitationsPerAppend: 500,
  /** An open lesson that nobody has recorded for this long raises an alarm. */
  recorderAwayMs: 4_000,
  /** A request for a seat that is not repeated for this long is forgotten. */
  seatRequestMs: 15_000,
  /** Answer to a command, measured at the browser; then the command is repeated with the same number. */
  commandTimeoutMs: 5_000,
  /**
   * A page that starts anew counts on from this far above the last command that its seat had answered, so that it never
   * gets the answer to a command that the former page left under way.
   */
  commandNumberStep: 1_000,
  /** What one socket may say that is not kept: the rest of the window is dropped. */
  volatilesPerWindow: 80,
  volatileWindowMs: 1_000,
  /** Of what is gathered for one lesson on one node the latest so many are told. */
  volatileGathered: 64,
  /** A node that is later than this with what it has gathered drops it. */
  volatileLateMs: 150,
  /** Events in one message to a browser. */
  entriesPerMessage: 500,
  /** Life of a join link. */
  linkLifeMs: 30 * 24 * 3_600_000,
  /** Life of a pairing code. */
  pairingCodeMs: 10 * 60_000,

  // Slides
  /** Decks and boards of one lesson at a time. */
  decksPerLesson: 20,
  pagesPerDeck: 300,
  /** Pages of all decks of one lesson together: what a late joiner is told of them stays below 150 KB. */
  pagesPerLesson: 800,
  deckTitleLength: 80,
  /** Characters of a page's text that are kept to be looked for. */
  pageTextLength: 400,
  /** Longer side of a page's picture. */
  pagePixels: 8_192,
  /** The small picture that stands in until the sharp one is there. */
  previewLengthBytes: 6 * 1024,
  /** A document as the teacher chose it. */
  documentLengthBytes: 200 * 1024 * 1024,
  /** A picture, such as a page. */
  pictureLengthBytes: 20 * 1024 * 1024,
  /** A film or a piece of music. */
  filmLengthBytes: 1024 * 1024 * 1024,
  /** All materials of a node together. */
  materialsLengthBytes: 50 * 1024 * 1024 * 1024,

  // Ink
  /** Points of one drawing; a longer stroke goes on as another one. */
  inkPoints: 4_000,
  /** Letters of a packed drawing. */
  inkLength: 48 * 1024,
  /** Letters of a packed piece of a half-drawn stroke. */
  inkPreviewLength: 4 * 1024,
  /** Characters of a text on a page. */
  inkTextLength: 200,
  /** Strokes kept on one page, and in one lesson, with those that can still come back by an undo. */
  inkStrokesPerPage: 10_000,
  inkStrokesPerLesson: 30_000,
  /** Steps that one participant can undo on one page. */
  inkStepsKept: 50,
  /** Strokes that one message takes away. */
  inkErasedAtOnce: 500,

  // Permission
  /** Uses of controls that staff see; the log has them all. */
  controlUsesKept: 30,
  /** Characters of the reason for which a lesson is ended. */
  reasonLength: 200,

  // Attendance
  /** Characters (UTF-16 units) of a pupil's name and number. */
  pupilNameLength: 40,
  pupilNumberLength: 20,
  /** A file with a roster, and its lines: a whole school may stand in it. */
  rosterFileLengthBytes: 1024 * 1024,
  rosterFileLines: 5_000,
  /** Bad lines that a report lists. */
  rosterProblemsListed: 200,

  // Question
  /** Questions of one lesson, all kept with their answers. */
  questionsPerLesson: 100,
  questionLength: 400,
  /** Options of one question, and characters of each. */
  questionOptions: 8,
  optionLength: 80,
  /** Characters of an open answer. */
  answerLength: 80,
  /** Largest number that answers a question, on either side of 0. */
  questionNumber: 1e12,
  /** Pupils of one classroom. */
  pupilsPerClassroom: 100,
  /** Different answers that hands may be counted for in one classroom. */
  handCounts: 24,
  /** Numbers or texts in the results that all see. */
  saidShown: 12,
  /** Requests of pupils' devices, from one address and from one device, in the window of the HTTP API. */
  answerRequestsPerWindow: 3_000,
  answersPerDevice: 30,
  /** What is taken off a press of the buzzer for its line, at most. */
  buzzerLineMs: 400,
  /** From the first press until it is decided: longer than lines may be, so that a slow one is not late. */
  buzzerWindowMs: 500,

  // Chat
  /** Characters (UTF-16 units) of a message. */
  messageLength: 300,
  /** Messages that one classroom may write in a window, and staff together to all. */
  messagesPerWindow: 8,
  staffMessagesPerWindow: 20,
  /** Messages of classrooms that come to all in a window, when they may write there. */
  roomMessagesToAllPerWindow: 30,
  messageWindowMs: 60_000,
  /** Messages of one classroom that may wait for staff at once. */
  messagesWaiting: 3,
  /** Messages that the state keeps of a classroom's thread, and of those to all. The log keeps every one. */
  roomMessagesKept: 20,
  messagesToAllKept: 60,

  // Inquiry
  /** Characters (UTF-16 units) of a question to the teacher, and of a written answer. */
  inquiryLength: 200,
  inquiryAnswerLength: 500,
  /** Questions of one classroom that may wait at once, and that the state keeps of it with the closed ones. */
  inquiriesWaiting: 3,
  inquiriesKept: 12,
  /** Questions that may wait in one lesson. */
  inquiriesInQueue: 500,
  /** Answered questions that all classrooms see. */
  inquiriesShown: 20,

  // Help
  /** Characters of the operator's telephone number. */
  telephoneLength: 40,

  // Praise
  /** Stars of one classroom in a lesson. */
  starsPerClassroom: 99,
  /** A second star for the same classroom sooner than this is a double click. */
  starAgainMs: 1_000,
  /** Applause that is counted in a window, of all; and how soon the same classroom is counted again. */
  applausePerWindow: 4,
  applauseWindowMs: 1_000,
  applauseAgainMs: 3_000,
  /** Applause that comes within this time of the last belongs to it. */
  applauseWaveMs: 5_000,

  // Timer
  /** Length of a countdown. */
  timerLeastMs: 5_000,
  timerMostMs: 3 * 3_600_000,

  // Film
  /** Films and pieces of music of one lesson. */
  filmsPerLesson: 30,
  filmTitleLength: 120,
  filmDurationMs: 4 * 3_600_000,
  /** How far ahead of the command a film starts, so that all rooms have heard of it by then. */
  filmLeadMs: 800,

  // Programme
  /** The director leaves every picture at least this long; a person may switch at any time. */
  directedShotMs: 4_000,

  // Lead
  /** A trial that is not to be kept is erased this long after its end. */
  rehearsalKeptMs: 10 * 60_000,

  // Group
  /** Groups of one lesson, and classrooms in one: each sees and hears all the others of its group. */
  groups: 40,
  groupSeats: 6,
  groupTimeLeastSeconds: 10,
  groupTimeMostSeconds: 3_600,
} as const;
