import { limits, optionCount, type Question, type RoomAnswers } from '@tongke/signaling/protocol/lesson';
import { Minus, Plus, Send } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HandLine, handsOf, linesOf, typedCount, withLine } from '../core/question/hands-form.ts';
import { signOf } from '../core/question/options.ts';
import { Button } from '../design/button.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './aide-question.module.css';

/** Counted hands: big counters for options, typed or tapped; lines for numbers and texts. Enter sends; sending again corrects. */
export function HandsForm({ question, sent }: { question: Question; sent: RoomAnswers | null }) {
  const { t } = useTranslation();
  const { run, isBusy } = useCommand();
  const [lines, setLines] = useState(() => linesOf(question, sent));
  const [wrong, setWrong] = useState<number | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The aide types at once, without reaching for the mouse.
    form.current?.querySelector('input')?.focus();
  }, []);
  const isTyped = optionCount(question) === 0;
  const change = (place: number, part: Partial<HandLine>) => {
    setWrong(null);
    setLines(withLine(lines, place, part, isTyped));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const given = handsOf(question, lines);
    if ('wrong' in given) {
      setWrong(given.wrong);
      return;
    }
    run('question:answer', { questionId: question.questionId, answers: { by: 'hands', hands: given.hands } });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={send} data-testid="hands-form">
      {isTyped ? (
        lines.map((line, place) => (
          // A line is its place: it has no other identity while it is typed.
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are told apart by their place
          <Line key={place} question={question} line={line} place={place} isWrong={wrong === place} onChange={change} />
        ))
      ) : (
        <div className={styles.tiles}>
          {lines.map(({ count }, option) => (
            <Tile
              key={signOf(question, option)}
              sign={signOf(question, option)}
              option={option}
              count={count}
              onChange={(typed) => change(option, { count: typedCount(typed) })}
            />
          ))}
        </div>
      )}
      {wrong !== null && <p role="alert">{t('error.badRequest')}</p>}
      <Button
        type="submit"
        kind="primary"
        size="large"
        wide
        icon={<Send aria-hidden="true" />}
        disabled={isBusy}
        shortcut="Enter"
        testId="hands-send"
      >
        {t(sent && sent.hands.length > 0 ? 'question.aideAgain' : 'question.aideSend')}
      </Button>
    </form>
  );
}

function Tile(props: { sign: string; option: number; count: string; onChange: (typed: string) => void }) {
  const { t } = useTranslation();
  const { sign, option, count, onChange } = props;
  const step = (by: number) => onChange(`${Math.max(0, Number(count) + by)}`);
  return (
    <div className={styles.tile}>
      <label>
        {sign}
        <input
          inputMode="numeric"
          autoComplete="off"
          value={count}
          placeholder="0"
          aria-label={`${sign} ${t('question.aideCount')}`}
          onChange={(event) => onChange(event.target.value)}
          onFocus={(event) => event.target.select()}
          data-testid={`hands-${option}`}
        />
      </label>
      <div className={styles.steps}>
        <Button
          size="large"
          icon={<Minus aria-hidden="true" />}
          aria-label={t('question.less', { name: sign })}
          onClick={() => step(-1)}
          testId={`hands-less-${option}`}
        />
        <Button
          size="large"
          icon={<Plus aria-hidden="true" />}
          aria-label={t('question.plus', { name: sign })}
          onClick={() => step(1)}
          testId={`hands-more-${option}`}
        />
      </div>
    </div>
  );
}

function Line(props: {
  question: Question;
  line: HandLine;
  place: number;
  isWrong: boolean;
  onChange: (place: number, part: Partial<HandLine>) => void;
}) {
  const { t } = useTranslation();
  const { question, line, place, isWrong, onChange } = props;
  const isNumber = question.kind === 'number';
  const words = t(isNumber ? 'question.aideNumber' : 'question.aideText');
  return (
    <div className={`${styles.line} ${isWrong ? styles.wrong : ''}`}>
      <input
        inputMode={isNumber ? 'decimal' : 'text'}
        autoComplete="off"
        maxLength={isNumber ? 16 : limits.answerLength}
        value={line.said}
        placeholder={words}
        aria-label={words}
        aria-invalid={isWrong}
        onChange={(event) => onChange(place, { said: event.target.value })}
        data-testid={`said-${place}`}
      />
      <input
        inputMode="numeric"
        autoComplete="off"
        value={line.count}
        placeholder={t('question.aideHow')}
        aria-label={t('question.aideHow')}
        onChange={(event) => onChange(place, { count: typedCount(event.target.value) })}
        data-testid={`said-count-${place}`}
      />
    </div>
  );
}
