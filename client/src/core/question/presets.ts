import type { AnswerValue, QuestionKind } from '@tongke/signaling/protocol/lesson';

/** A question before it is asked. */
export interface DraftQuestion {
  kind: QuestionKind;
  text: string;
  options: string[];
  correct: AnswerValue | null;
}

const key = 'tongke.questions';
const keptAtMost = 30;
const kinds: readonly QuestionKind[] = ['single', 'multiple', 'trueFalse', 'number', 'open', 'buzzer'];
/** Letters for a choice that is asked aloud. */
const usualOptions = 4;

/** A question of a kind that is asked aloud: letters alone. */
export const bareQuestion = (kind: QuestionKind): DraftQuestion => ({
  kind,
  text: '',
  options: kind === 'single' || kind === 'multiple' ? Array.from({ length: usualOptions }, () => '') : [],
  correct: null,
});

/** The questions that were prepared on this device, the newest first. What cannot be read is passed over. */
export function keptQuestions(storage: Storage = localStorage): DraftQuestion[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isDraft) : [];
  } catch {
    return [];
  }
}

/** Keeps a question for later, once, and gives all that are kept. */
export function keepQuestion(draft: DraftQuestion, storage: Storage = localStorage): DraftQuestion[] {
  return store([draft, ...without(keptQuestions(storage), draft)].slice(0, keptAtMost), storage);
}

/** Forgets a question, and gives those that stay. */
export const forgetQuestion = (draft: DraftQuestion, storage: Storage = localStorage): DraftQuestion[] =>
  store(without(keptQuestions(storage), draft), storage);

function store(drafts: DraftQuestion[], storage: Storage): DraftQuestion[] {
  storage.setItem(key, JSON.stringify(drafts));
  return drafts;
}

const same = (one: DraftQuestion, other: DraftQuestion) =>
  one.kind === other.kind && one.text === other.text && one.options.join('\n') === other.options.join('\n');
const without = (drafts: DraftQuestion[], draft: DraftQuestion) => drafts.filter((each) => !same(each, draft));

function isDraft(value: unknown): value is DraftQuestion {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, text, options } = value as Partial<DraftQuestion>;
  const isKind = kinds.some((known) => known === kind);
  return (
    isKind && typeof text === 'string' && Array.isArray(options) && options.every((one) => typeof one === 'string')
  );
}
