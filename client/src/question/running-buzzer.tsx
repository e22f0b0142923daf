import { mayDo, type ParticipantId, type Question } from '@tongke/signaling/protocol/lesson';
import { Bell, EyeOff, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bareQuestion } from '../core/question/presets.ts';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { CallButton } from '../wall/call-button.tsx';
import styles from './question-tool.module.css';
import { useAsk } from './use-ask.ts';

/** The buzzer at the console: who was first, by how much, and one click to call that classroom on stage. */
export function RunningBuzzer({ question }: { question: Question }) {
  const { t } = useTranslation();
  const lesson = useLesson();
  const { kept } = useSeat();
  const { run, isBusy } = useCommand();
  const again = useAsk();
  const { questionId, closedAt, askedAt } = question;
  const presses = Object.entries(lesson.question.presses[questionId] ?? {})
    .map(([id, press]) => ({ id: id as ParticipantId, ...press }))
    .sort((one, other) => Number(other.won) - Number(one.won) || one.pressedAt - other.pressedAt);
  const first = presses[0];
  const nameOf = (id: ParticipantId) => {
    const seat = lesson.participants[id];
    const classroom = seat?.classroomId ? lesson.classrooms[seat.classroomId] : undefined;
    return `${classroom?.schoolName ?? ''} ${classroom?.name ?? seat?.name ?? ''}`.trim();
  };
  const mayAsk = mayDo(kept.role, 'question:ask');
  return (
    <div className={styles.question} data-testid="running-buzzer" data-state={closedAt === null ? 'open' : 'closed'}>
      <p className={styles.text}>
        <Bell aria-hidden="true" size={18} /> {question.text || t('question.kind.buzzer')}
      </p>
      {closedAt === null && (
        <p className={styles.soft} role="status">
          {t(first ? 'question.buzzerDeciding' : 'question.buzzerWaiting')}
        </p>
      )}
      {closedAt !== null && !first && <p className={styles.soft}>{t('question.buzzerNobody')}</p>}
      {first?.won && (
        <div className={styles.winner} role="status" data-testid="buzzer-winner" data-participant-id={first.id}>
          <small>{t('question.buzzerFirst')}</small>
          <strong>{nameOf(first.id)}</strong>
          <small>{t('question.buzzerTook', { seconds: ((first.pressedAt - askedAt) / 1000).toFixed(2) })}</small>
          {mayAsk && (
            <CallButton
              participantId={first.id}
              isHere={lesson.participants[first.id]?.connection.state === 'here'}
              isStaged={lesson.stage.some(({ participantId }) => participantId === first.id)}
            />
          )}
        </div>
      )}
      {closedAt !== null && first && presses.length > 1 && (
        <ol className={styles.places} data-testid="buzzer-places">
          {presses.slice(1, 10).map(({ id, pressedAt, lineMs }) => (
            <li key={id}>
              <span>{nameOf(id)}</span>
              <span className={styles.soft}>
                {t('question.buzzerBehind', {
                  seconds: ((pressedAt - first.pressedAt) / 1000).toFixed(2),
                  line: Math.round(lineMs),
                })}
              </span>
            </li>
          ))}
        </ol>
      )}
      {mayAsk && (
        <div className={styles.actions}>
          <Button
            icon={<RotateCcw aria-hidden="true" />}
            disabled={again.isBusy}
            onClick={() => again.ask({ ...bareQuestion('buzzer'), text: question.text })}
            testId="buzzer-again"
          >
            {t('question.buzzerAgain')}
          </Button>
          <Button
            icon={<EyeOff aria-hidden="true" />}
            disabled={isBusy}
            onClick={() => run('question:clear', { questionId })}
            testId="question-clear"
          >
            {t('question.clear')}
          </Button>
        </div>
      )}
    </div>
  );
}
