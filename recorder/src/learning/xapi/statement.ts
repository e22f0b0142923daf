/** The parts of xAPI 2.0 (IEEE 9274.1.1-2023) that Tongke writes. */
export interface Statement {
  /** A UUID (RFC 9562). */
  id: string;
  actor: Agent | Group;
  verb: Verb;
  object: Activity;
  result?: Result;
  context: Context;
  /** RFC 3339, in UTC. */
  timestamp: string;
}

export type Iri = string;
/** Texts by their language (RFC 5646). */
export type LanguageMap = Record<string, string>;
export type Extensions = Record<Iri, unknown>;

export interface Account {
  homePage: Iri;
  name: string;
}

export interface Agent {
  objectType: 'Agent';
  name?: string;
  account: Account;
}

export interface Group {
  objectType: 'Group';
  account: Account;
  member?: Agent[];
}

export interface Verb {
  id: Iri;
  display: LanguageMap;
}

export interface Activity {
  objectType: 'Activity';
  id: Iri;
  definition?: ActivityDefinition;
}

export interface ActivityDefinition {
  type: Iri;
  name?: LanguageMap;
  description?: LanguageMap;
  moreInfo?: Iri;
  interactionType?: 'true-false' | 'choice' | 'numeric' | 'long-fill-in';
  correctResponsesPattern?: string[];
  choices?: { id: string; description?: LanguageMap }[];
}

export interface Score {
  /** From -1 to 1. */
  scaled: number;
  raw: number;
  min: number;
  max: number;
}

export interface Result {
  score?: Score;
  success?: boolean;
  completion?: boolean;
  response?: string;
  /** ISO 8601. */
  duration?: string;
  extensions?: Extensions;
}

export interface Context {
  registration: string;
  instructor?: Agent;
  team?: Group;
  contextActivities: { parent?: Activity[]; grouping?: Activity[]; category: Activity[] };
  platform: string;
  language: string;
  extensions: Extensions;
}
