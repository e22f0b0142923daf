import { peopleIn, type Question } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import styles from './aide-question.module.css';
import { AnswerCode } from './answer-code.tsx';
import { HandsForm } from './hands-form.tsx';

/** The question that takes answers of counted hands now, if there is one. */
const openQuestion = (asked: readonly Question[]): Question | undefined => {
  const last = asked.at(-1);
  return last && last.closedAt === null && last.kind !== 'buzzer' ? last : undefined;
};

/** Where the aide types in how many raised a hand. */
export function AideQuestion() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { asked, rooms } = useLesson().question;
  const question = openQuestion(asked);
  if (!question) {
    const over = asked.length > 0 && asked.at(-1)?.kind !== 'buzzer';
    return (
      <div className={styles.section}>
        <p className={styles.none}>{t(over ? 'question.aideOver' : 'question.aideNone')}</p>
        <AnswerCode />
      </div>
    );
  }
  const own = rooms[question.questionId]?.[kept.participantId] ?? null;
  const pupils = Object.keys(own?.pupils ?? {}).length;
  return (
    <div className={styles.section}>
      <p className={styles.text}>{question.text || t(`question.kind.${question.kind}`)}</p>
      {pupils > 0 && <p className={styles.known}>{t('question.aideKnown', { count: pupils })}</p>}
      <HandsForm key={question.questionId} question={question} sent={own} />
      {own && own.hands.length > 0 && (
        <p className={styles.sent} role="status" data-testid="aide-answer-sent">
          {t('question.aideSent', { count: peopleIn(question.kind, { hands: own.hands, pupils: {} }) })}
        </p>
      )}
      <AnswerCode />
    </div>
  );
}

/** Opens the aide's panel with each new question. */
export function useQuestionAsked(): string | false {
  return openQuestion(useLesson().question.asked)?.questionId ?? false;
}
