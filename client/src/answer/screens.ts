import type { AnswerValue } from '@tongke/signaling/protocol/lesson';
import type { AnswerScreen, AnswerSession, PupilView } from '../core/answer/answer-session.ts';
import { isRight, signOf, typedNumber } from '../core/question/options.ts';
import type { answer as chinese } from '../text/zh/answer.ts';
import styles from './answer.module.css';
import { element } from './element.ts';

/** What the page says, in one language. */
export type Words = {
  [Key in keyof typeof chinese]: (typeof chinese)[Key] extends string ? string : Record<string, string>;
};
type Asked = NonNullable<PupilView['question']>;
type InLesson = Extract<AnswerScreen, { name: 'lesson' }>;

const problemWords = (words: Words, code: string | null): HTMLElement | null =>
  code === null
    ? null
    : element(
        'p',
        { class: styles.problem ?? '', role: 'alert', 'data-testid': 'answer-problem' },
        words.problem[code] ?? words.failed,
      );

/** The page for a state of the session. */
export function drawScreen(screen: AnswerScreen, session: AnswerSession, words: Words): HTMLElement {
  switch (screen.name) {
    case 'number':
      return numberScreen(screen, session, words);
    case 'lesson':
      return lessonScreen(screen, session, words);
    case 'over':
      return element(
        'section',
        { class: styles.page ?? '', 'data-testid': 'answer-over', 'data-code': screen.code },
        element('h1', {}, screen.code === 'lessonEnded' ? words.ended : words.void),
      );
  }
}

function numberScreen(screen: Extract<AnswerScreen, { name: 'number' }>, session: AnswerSession, words: Words) {
  const input = element('input', {
    inputmode: 'numeric',
    autocomplete: 'off',
    maxlength: '3',
    class: styles.input ?? '',
    id: 'number',
    'data-testid': 'answer-number',
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const pupil = typedNumber(input.value);
    if (pupil !== null && Number.isInteger(pupil) && pupil >= 1 && pupil <= 100) void session.join(pupil);
  };
  return element(
    'form',
    { class: styles.page ?? '', onsubmit: submit },
    element('h1', {}, words.title),
    element('label', { for: 'number' }, words.number),
    input,
    problemWords(words, screen.problem),
    element('button', { class: styles.send ?? '', disabled: screen.isBusy, 'data-testid': 'answer-join' }, words.join),
  );
}

function lessonScreen(screen: InLesson, session: AnswerSession, words: Words): HTMLElement {
  const { view, own } = screen;
  const question = view?.question;
  if (!question) {
    return element(
      'section',
      { class: styles.page ?? '', 'data-testid': 'answer-waiting' },
      element('p', { class: styles.room ?? '' }, screen.classroom),
      element('h1', {}, words.waiting),
    );
  }
  const state = question.correct ? words.rightShown : own ? words.sent : view.open ? words.answer : words.closed;
  return element(
    'section',
    { class: styles.page ?? '', 'data-testid': 'answer-question', 'data-open': `${view.open}` },
    element('p', { class: styles.room ?? '' }, screen.classroom),
    question.text ? element('h1', {}, question.text) : null,
    element(
      'p',
      {
        class: own ? (styles.sent ?? '') : '',
        role: 'status',
        'data-testid': 'answer-state',
        'data-sent': `${own !== null}`,
      },
      state,
    ),
    problemWords(words, screen.problem),
    'options' in question && ['single', 'multiple', 'trueFalse'].includes(question.kind)
      ? choices(question, screen, session, words)
      : typed(question, screen, session, words),
  );
}

function choices(question: Asked, screen: InLesson, session: AnswerSession, words: Words): HTMLElement {
  const given = screen.own && 'choices' in screen.own ? screen.own.choices : [];
  const isMultiple = question.kind === 'multiple';
  const picked = new Set(given);
  const closed = !screen.view?.open || screen.isBusy;
  const labels = question.kind === 'trueFalse' ? [words.true, words.false] : question.options;
  const send = () => {
    if (picked.size > 0) void session.give({ choices: [...picked].sort((one, other) => one - other) });
  };
  const buttons = labels.map((label, option) => {
    const press = (event: Event) => {
      if (!isMultiple) {
        void session.give({ choices: [option] });
        return;
      }
      if (!picked.delete(option)) picked.add(option);
      (event.currentTarget as HTMLElement).setAttribute('aria-pressed', `${picked.has(option)}`);
    };
    const classes = [styles.option, isRight(question.correct, option) ? styles.right : ''].filter(Boolean).join(' ');
    return element(
      'button',
      {
        type: 'button',
        class: classes,
        disabled: closed,
        'aria-pressed': `${picked.has(option)}`,
        onclick: press,
        'data-testid': `answer-option-${option}`,
      },
      element('strong', {}, signOf(question, option)),
      label,
    );
  });
  const done = element(
    'button',
    { type: 'button', class: styles.send ?? '', disabled: closed, onclick: send, 'data-testid': 'answer-send' },
    words.send,
  );
  return element('div', { class: styles.options ?? '' }, ...buttons, isMultiple ? done : null);
}

function typed(question: Asked, screen: InLesson, session: AnswerSession, words: Words): HTMLElement {
  const isNumber = question.kind === 'number';
  const before = screen.own
    ? 'number' in screen.own
      ? `${screen.own.number}`
      : 'text' in screen.own
        ? screen.own.text
        : ''
    : '';
  const input = element('input', {
    class: styles.input ?? '',
    inputmode: isNumber ? 'decimal' : 'text',
    maxlength: isNumber ? '16' : '80',
    autocomplete: 'off',
    value: before,
    disabled: !screen.view?.open,
    'aria-label': isNumber ? words.typeNumber : words.typeText,
    placeholder: isNumber ? words.typeNumber : words.typeText,
    'data-testid': 'answer-typed',
  });
  const submit = (event: Event) => {
    event.preventDefault();
    const number = typedNumber(input.value);
    const text = input.value.trim();
    const value: AnswerValue | null = isNumber ? (number === null ? null : { number }) : text ? { text } : null;
    if (value) void session.give(value);
  };
  const right =
    question.correct &&
    ('number' in question.correct
      ? `${question.correct.number}`
      : 'text' in question.correct
        ? question.correct.text
        : null);
  return element(
    'form',
    { class: styles.options ?? '', onsubmit: submit },
    input,
    element(
      'button',
      { class: styles.send ?? '', disabled: !screen.view?.open || screen.isBusy, 'data-testid': 'answer-send' },
      words.send,
    ),
    right ? element('p', { class: styles.right ?? '' }, `${words.right} ${right}`) : null,
  );
}
