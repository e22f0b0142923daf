import { peopleIn, type Question } from '@tongke/signaling/protocol/lesson';
import { Bell } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answerWords } from '../core/question/options.ts';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import styles from './question-card.module.css';
import { QuestionCard } from './question-card.tsx';

/** The question of the moment over the lower edge of a classroom's main picture; nothing while there is none. */
export function ClassroomQuestion() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { asked, onScreen } = useLesson().question;
  const question = asked.find(({ questionId }) => questionId === onScreen);
  const id = question?.questionId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when the question comes
  useEffect(() => {
    if (question) announce(`${t('question.asked')} ${question.text}`);
  }, [id]);
  const right = question?.correct;
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when all are shown what is right
  useEffect(() => {
    if (question && right) announce(`${t('question.rightIs')} ${answerWords(question, right)}`);
  }, [id, right]);
  if (!question) return null;
  return (
    <div className={styles.place}>
      <QuestionCard question={question} aside={<OwnCount question={question} />}>
        {question.kind === 'buzzer' && <Buzzer key={id} question={question} />}
      </QuestionCard>
    </div>
  );
}

/** How many of this room are in. */
function OwnCount({ question }: { question: Question }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const own = useLesson().question.rooms[question.questionId]?.[kept.participantId];
  const count = own ? peopleIn(question.kind, own) : 0;
  if (count === 0) return null;
  return (
    <span className={styles.own} data-testid="own-people">
      {t('question.ownPeople', { count })}
    </span>
  );
}

function Buzzer({ question }: { question: Question }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { run, isBusy } = useCommand();
  const { questionId, closedAt, pressed } = question;
  const own = useLesson().question.presses[questionId]?.[kept.participantId];
  const canPress = closedAt === null && !own && !isBusy;
  const press = () => {
    if (canPress) run('buzzer:press', { questionId });
  };
  useShortcuts(canPress ? { ' ': press, B: press } : {});
  if (closedAt !== null) {
    const outcome = own?.won ? 'won' : pressed === null ? 'nobody' : 'lost';
    return (
      <p
        className={`${styles.said} ${own?.won ? styles.won : ''}`}
        role="status"
        data-testid="buzzer-outcome"
        data-outcome={outcome}
      >
        {t(`question.${outcome}`)}
      </p>
    );
  }
  return (
    <div className={styles.buzz}>
      <Button
        kind="stage"
        size="huge"
        icon={<Bell aria-hidden="true" />}
        disabled={!canPress}
        shortcut="Space"
        onClick={press}
        testId="buzzer-press"
        data-state={own ? 'pressed' : 'open'}
      >
        {t(own || isBusy ? 'question.pressed' : 'question.press')}
      </Button>
      {canPress && <span className={styles.own}>{t('question.pressHint')}</span>}
    </div>
  );
}
