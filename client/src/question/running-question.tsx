import { type AnswerValue, mayDo, type Question, resultsOf, rightIn } from '@tongke/signaling/protocol/lesson';
import { BarChart3, CheckCheck, EyeOff, Square } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roomsHere } from '../core/question/present-rooms.ts';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import styles from './question-tool.module.css';
import { ResultBars } from './result-bars.tsx';
import { RightChoice } from './right-choice.tsx';
import { RoomTable } from './room-table.tsx';
import { SaidPicker } from './said-picker.tsx';

/** One question at the console: its answers as they come, and what may be done with it. */
export function RunningQuestion({ question }: { question: Question }) {
  const { t } = useTranslation();
  const lesson = useLesson();
  const { kept } = useSeat();
  const { questionId, kind, closedAt } = question;
  const rooms = lesson.question.rooms[questionId];
  const results = useMemo(() => resultsOf(question, rooms ?? {}), [question, rooms]);
  const key = lesson.question.keys[questionId] ?? null;
  const [chosen, setChosen] = useState<AnswerValue | null>(null);
  const [picked, setPicked] = useState<string[]>([]);
  const correct = chosen ?? key;
  const rightCount = correct ? rightIn(kind, results, correct) : null;
  const isOpen = closedAt === null;
  const mayAsk = mayDo(kept.role, 'question:ask');
  const isOnScreen = lesson.question.onScreen === questionId;
  return (
    <div
      className={styles.question}
      data-testid="running-question"
      data-question-id={questionId}
      data-state={isOpen ? 'open' : 'closed'}
    >
      <p className={styles.text}>{question.text || t(`question.kind.${kind}`)}</p>
      <p className={styles.facts}>
        <span data-testid="answered-rooms">
          <strong>{results.classrooms}</strong> / {roomsHere(lesson)} {t('question.rooms')}
        </span>
        <span data-testid="answered-people">
          <strong>{results.people}</strong> {t('question.people')}
        </span>
        {rightCount !== null && (
          <span data-testid="right-people">
            <strong>{rightCount}</strong> {t('question.rightPeople')}
          </span>
        )}
        <span className={isOpen ? styles.open : styles.soft}>
          {t(isOpen ? 'question.isOpen' : 'question.isClosed')}
        </span>
      </p>
      {mayAsk && (
        <Actions question={question} isOpen={isOpen} isOnScreen={isOnScreen} correct={correct} said={picked} />
      )}
      <ResultBars question={question} results={results} correct={correct} testId="result-bars" />
      {kind === 'open' && <SaidPicker results={results} picked={picked} onPick={setPicked} />}
      {mayAsk && <RightChoice question={question} value={correct} onChange={setChosen} />}
      <RoomTable question={question} />
    </div>
  );
}

function Actions(props: {
  question: Question;
  isOpen: boolean;
  isOnScreen: boolean;
  correct: AnswerValue | null;
  said: string[];
}) {
  const { t } = useTranslation();
  const { run, isBusy } = useCommand();
  const { question, isOpen, isOnScreen, correct, said } = props;
  const { questionId, kind } = question;
  const close = () => run('question:close', { questionId });
  useShortcuts(isOpen ? { Q: close } : {});
  return (
    <div className={styles.actions}>
      {isOpen && (
        <Button
          kind="primary"
          icon={<Square aria-hidden="true" />}
          disabled={isBusy}
          shortcut="Q"
          onClick={close}
          testId="question-close"
        >
          {t('question.close')}
        </Button>
      )}
      <Button
        kind={isOpen || question.results ? 'secondary' : 'primary'}
        icon={<BarChart3 aria-hidden="true" />}
        disabled={isBusy}
        onClick={() => run('question:show', { questionId, ...(kind === 'open' ? { said } : {}) })}
        testId="question-show"
      >
        {t(question.results ? 'question.showAgain' : 'question.show')}
      </Button>
      <Button
        icon={<CheckCheck aria-hidden="true" />}
        disabled={isBusy || correct === null}
        onClick={() => correct && run('question:reveal', { questionId, correct })}
        testId="question-reveal"
      >
        {t('question.reveal')}
      </Button>
      {isOnScreen && (
        <Button
          icon={<EyeOff aria-hidden="true" />}
          disabled={isBusy}
          onClick={() => run('question:clear', { questionId })}
          testId="question-clear"
        >
          {t('question.clear')}
        </Button>
      )}
    </div>
  );
}
