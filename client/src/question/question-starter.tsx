import type { QuestionKind } from '@tongke/signaling/protocol/lesson';
import { Bell, CircleDot, Hash, ListChecks, MessageSquareText, PenLine, Scale, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bareQuestion, type DraftQuestion, forgetQuestion, keptQuestions } from '../core/question/presets.ts';
import { Button } from '../design/button.tsx';
import { ComposeDialog } from './compose-dialog.tsx';
import styles from './question-tool.module.css';
import { useAsk } from './use-ask.ts';

const starters: readonly { kind: QuestionKind; icon: typeof Bell }[] = [
  { kind: 'single', icon: CircleDot },
  { kind: 'trueFalse', icon: Scale },
  { kind: 'multiple', icon: ListChecks },
  { kind: 'number', icon: Hash },
  { kind: 'open', icon: MessageSquareText },
  { kind: 'buzzer', icon: Bell },
];

/** One click asks: a question of each kind that is spoken aloud, and the ones that were prepared. */
export function QuestionStarter({ isCompact, onAsked }: { isCompact: boolean; onAsked: () => void }) {
  const { t } = useTranslation();
  const { ask, isBusy } = useAsk();
  const [prepared, setPrepared] = useState(keptQuestions);
  const [isWriting, setWriting] = useState(false);
  const start = (draft: DraftQuestion) => {
    ask(draft);
    onAsked();
  };
  return (
    <>
      <p className={styles.heading}>{t(isCompact ? 'question.next' : 'question.aloud')}</p>
      <div className={`${styles.starters} ${isCompact ? styles.compact : ''}`}>
        {starters.map(({ kind, icon: Icon }) => (
          <Button
            key={kind}
            className={styles.starter ?? ''}
            disabled={isBusy}
            icon={<Icon aria-hidden="true" />}
            onClick={() => start(bareQuestion(kind))}
            testId={`ask-${kind}`}
          >
            {t(`question.kind.${kind}`)}
            {!isCompact && <small>{t(`question.example.${kind}`)}</small>}
          </Button>
        ))}
      </div>
      <Button wide icon={<PenLine aria-hidden="true" />} onClick={() => setWriting(true)} testId="question-write">
        {t('question.write')}
      </Button>
      {prepared.length > 0 && (
        <>
          <p className={styles.heading}>{t('question.prepared')}</p>
          <ul className={styles.list} data-testid="prepared-questions">
            {prepared.map((draft) => (
              <li key={`${draft.kind} ${draft.text} ${draft.options.join('|')}`} className={styles.item}>
                <Button disabled={isBusy} onClick={() => start(draft)} testId="prepared-ask">
                  <span>{draft.text || t(`question.kind.${draft.kind}`)}</span>
                </Button>
                <Button
                  kind="quiet"
                  icon={<Trash2 aria-hidden="true" />}
                  aria-label={t('question.forget', { text: draft.text || t(`question.kind.${draft.kind}`) })}
                  onClick={() => setPrepared(forgetQuestion(draft))}
                  testId="prepared-forget"
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {isWriting && (
        <ComposeDialog
          isBusy={isBusy}
          onAsk={(draft) => {
            setWriting(false);
            start(draft);
          }}
          onKept={setPrepared}
          onClose={() => setWriting(false)}
        />
      )}
    </>
  );
}
