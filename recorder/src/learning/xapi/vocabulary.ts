import type { Verb } from './statement.ts';

/**
 * Names of what no published vocabulary has a name for; see LEARNING.md. They are names, not addresses: `.example` is
 * nobody's (RFC 2606), so that nothing is promised there and nothing can be taken over.
 */
export const vocabulary = 'https://tongke.example/xapi/';
const adl = 'http://adlnet.gov/expapi/';

const verb = (id: string, en: string, zh: string): Verb => ({ id, display: { 'en-US': en, 'zh-CN': zh } });

/** What is said to have been done. ADL's verbs where there are such. */
export const verbs = {
  attended: verb(`${adl}verbs/attended`, 'attended', '参加了'),
  missed: verb(`${vocabulary}verbs/missed`, 'missed', '缺席了'),
  answered: verb(`${adl}verbs/answered`, 'answered', '回答了'),
  asked: verb(`${adl}verbs/asked`, 'asked', '提出了'),
  /** A press of the buzzer. */
  responded: verb(`${adl}verbs/responded`, 'responded to', '抢答了'),
  tookStage: verb(`${vocabulary}verbs/took-the-stage`, 'took the stage in', '登台参与了'),
  wasPraised: verb(`${vocabulary}verbs/was-praised`, 'was praised in', '受表扬于'),
} as const satisfies Record<string, Verb>;
export type VerbName = keyof typeof verbs;

export const activityTypes = {
  lesson: `${adl}activities/lesson`,
  course: `${adl}activities/course`,
  interaction: `${adl}activities/cmi.interaction`,
  question: `${adl}activities/question`,
} as const;

export const extensions = {
  /** Number: the second of the archive's timeline, of which zero is the lesson's opening. */
  second: `${vocabulary}extensions/second`,
  /** IRI: the replay, at that second. */
  replay: `${vocabulary}extensions/replay`,
  school: `${vocabulary}extensions/school`,
  /** `ill`, `leave` or `other`. */
  absenceReason: `${vocabulary}extensions/absence-reason`,
  /** Numbers: heads that the aide counted, and pupils on the roster. */
  headCount: `${vocabulary}extensions/head-count`,
  onRoster: `${vocabulary}extensions/on-roster`,
  /** `cards`, `devices` or `hands`. */
  answeredBy: `${vocabulary}extensions/answered-by`,
  /** List of `{ response, count }`. */
  hands: `${vocabulary}extensions/hands`,
  /** ISO 8601 duration: on stage, connected, with an open microphone. */
  microphoneOpen: `${vocabulary}extensions/microphone-open`,
  /** `hand`, `call`, `random` or `round`. */
  calledBecause: `${vocabulary}extensions/called-because`,
} as const;
