import type { AnswerValue, QuestionKind } from '@tongke/signaling/protocol/lesson';
import { typedNumber } from './options.ts';
import { bareQuestion, type DraftQuestion } from './presets.ts';

/** A question while it is written: what was typed for another kind stays until it is asked. */
export interface QuestionForm {
  kind: QuestionKind;
  text: string;
  options: string[];
  /** Options that are right, rising. */
  right: number[];
  /** What was typed as the right number. */
  number: string;
}

export const emptyForm: QuestionForm = {
  kind: 'single',
  text: '',
  options: bareQuestion('single').options,
  right: [],
  number: '',
};

const known = (form: QuestionForm, option: number): boolean =>
  option < (form.kind === 'trueFalse' ? 2 : form.options.length);

/** The form for another kind: of what is right stays as much as that kind may have. */
export function withKind(form: QuestionForm, kind: QuestionKind): QuestionForm {
  const changed = { ...form, kind };
  const right = form.right.filter((option) => known(changed, option));
  return { ...changed, right: kind === 'multiple' ? right : right.slice(0, 1) };
}

/** The form with an option's text; what is right keeps to the options that there are. */
export const withOption = (form: QuestionForm, option: number, text: string): QuestionForm => ({
  ...form,
  options: form.options.map((before, place) => (place === option ? text : before)),
  right: form.right.filter((each) => known(form, each)),
});

/** Says whether an option is right; of a single choice only one is. */
export function withOptionRight(form: QuestionForm, option: number, isRight: boolean): QuestionForm {
  const others = form.kind === 'multiple' ? form.right.filter((each) => each !== option) : [];
  return { ...form, right: isRight ? [...others, option].sort((one, other) => one - other) : others };
}

/** What the form asks. Pure. */
export function draftOf(form: QuestionForm): DraftQuestion {
  const { kind } = form;
  const isChoice = kind === 'single' || kind === 'multiple';
  return {
    kind,
    text: form.text.trim(),
    options: isChoice ? form.options.map((option) => option.trim()) : [],
    correct: rightAnswer(form),
  };
}

function rightAnswer({ kind, right, number }: QuestionForm): AnswerValue | null {
  switch (kind) {
    case 'single':
    case 'multiple':
    case 'trueFalse':
      return right.length > 0 ? { choices: right } : null;
    case 'number': {
      const value = typedNumber(number);
      return value === null ? null : { number: value };
    }
    case 'open':
    case 'buzzer':
      return null;
  }
}
