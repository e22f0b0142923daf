import { mayDo } from '@tongke/signaling/protocol/lesson';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../design/panel.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { AskedList } from './asked-list.tsx';
import { QuestionStarter } from './question-starter.tsx';
import styles from './question-tool.module.css';
import { RunningBuzzer } from './running-buzzer.tsx';
import { RunningQuestion } from './running-question.tsx';

/** The console's tool for questions: ask with one click, see the answers come in, show them to all, look back. */
export function QuestionTool() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { asked, onScreen } = useLesson().question;
  const [looked, setLooked] = useState<string | null>(null);
  const top = useRef<HTMLDivElement>(null);
  const mayAsk = mayDo(kept.role, 'question:ask');
  const running = asked.find(({ questionId, closedAt }) => closedAt === null || questionId === onScreen);
  const shown = asked.find(({ questionId }) => questionId === looked) ?? running;
  const shownId = shown?.questionId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has just been asked or chosen comes into view
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'end' });
  }, [shownId]);
  return (
    <Panel compact testId="question-tool" className={styles.panel ?? ''} title={t('question.title')}>
      <div ref={top} />
      {shown &&
        (shown.kind === 'buzzer' ? (
          <RunningBuzzer question={shown} />
        ) : (
          <RunningQuestion key={shown.questionId} question={shown} />
        ))}
      {mayAsk && <QuestionStarter isCompact={shown !== undefined} onAsked={() => setLooked(null)} />}
      {!mayAsk && asked.length === 0 && <p className={styles.soft}>{t('question.none')}</p>}
      <AskedList asked={asked} shown={shown} onLook={setLooked} />
    </Panel>
  );
}

/** How many classrooms have answered the open question, for the tool's button. */
export function useAnswered(): number {
  const { question } = useLesson();
  const last = question.asked.at(-1);
  if (!last || last.closedAt !== null) return 0;
  const given = last.kind === 'buzzer' ? question.presses : question.rooms;
  return Object.keys(given[last.questionId] ?? {}).length;
}
