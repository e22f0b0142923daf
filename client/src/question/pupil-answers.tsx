import type { Question, RoomAnswers } from '@tongke/signaling/protocol/lesson';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoster } from '../attendance/use-roster.ts';
import { answerWords } from '../core/question/options.ts';
import styles from './question-tool.module.css';

type Answers = RoomAnswers['pupils'];

/** What each pupil of a classroom answered. Names are fetched when somebody looks. */
export function PupilAnswers(props: { classroomId: string; question: Question; answers: Answers }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary data-testid={`pupils-open-${props.classroomId}`}>
        {t('question.byPupil', { count: Object.keys(props.answers).length })}
      </summary>
      {isOpen && <Names {...props} />}
    </details>
  );
}

function Names({ classroomId, question, answers }: { classroomId: string; question: Question; answers: Answers }) {
  const { t } = useTranslation();
  const { roster } = useRoster(classroomId);
  const known = roster.state === 'ready' ? roster.pupils : [];
  const order = new Map(known.map(({ pupilId }, index) => [pupilId as string, index]));
  const placeOf = (pupil: string) => order.get(pupil) ?? known.length;
  const nameOf = (pupil: string) => {
    const name = known[placeOf(pupil)]?.name;
    // Somebody who is on no roster said a number on the phone, and the id says it.
    const number = /^n(\d+)$/.exec(pupil)?.[1];
    if (name || number) return name ?? t('question.pupilNumber', { number });
    return roster.state === 'loading' ? '……' : t('attendance.erased');
  };
  const sorted = Object.entries(answers).sort(([one], [other]) => placeOf(one) - placeOf(other));
  return (
    <ul className={styles.pupils} data-testid={`pupils-${classroomId}`}>
      {sorted.map(([pupil, { answer }]) => (
        <li key={pupil}>
          <bdi>{nameOf(pupil)}</bdi> <strong>{answerWords(question, answer)}</strong>
        </li>
      ))}
    </ul>
  );
}
