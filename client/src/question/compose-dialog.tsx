import { limits, type QuestionKind } from '@tongke/signaling/protocol/lesson';
import { BookmarkPlus, Plus, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftOf, emptyForm, type QuestionForm, withKind, withOption, withOptionRight } from '../core/question/form.ts';
import { signOf } from '../core/question/options.ts';
import { type DraftQuestion, keepQuestion } from '../core/question/presets.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field } from '../design/field.tsx';
import { useToast } from '../design/toast.tsx';
import styles from './question-tool.module.css';

const kinds: readonly QuestionKind[] = ['single', 'multiple', 'trueFalse', 'number', 'open', 'buzzer'];

/** Writes a question, to ask it now or to keep it. */
export function ComposeDialog(props: {
  isBusy: boolean;
  onAsk: (draft: DraftQuestion) => void;
  onKept: (kept: DraftQuestion[]) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const toast = useToast();
  const [form, setForm] = useState(emptyForm);
  const draft = draftOf(form);
  const keep = () => {
    props.onKept(keepQuestion(draft));
    toast('good', t('question.kept'));
  };
  return (
    <Dialog
      open
      wide
      onClose={props.onClose}
      title={t('question.write')}
      testId="compose-dialog"
      actions={
        <>
          <Button icon={<BookmarkPlus aria-hidden="true" />} onClick={keep} testId="compose-keep">
            {t('question.keep')}
          </Button>
          <Button
            kind="primary"
            icon={<Send aria-hidden="true" />}
            disabled={props.isBusy}
            onClick={() => props.onAsk(draft)}
            testId="compose-ask"
          >
            {t('question.ask')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field label={t('question.text')} hint={t('question.textHint')}>
          {(control) => (
            <textarea
              {...control}
              rows={2}
              maxLength={limits.questionLength}
              value={form.text}
              onChange={(event) => setForm({ ...form, text: event.target.value })}
              data-testid="compose-text"
            />
          )}
        </Field>
        <fieldset className={styles.kinds} aria-label={t('question.kindLabel')}>
          {kinds.map((kind) => (
            <Button
              key={kind}
              kind={form.kind === kind ? 'primary' : 'secondary'}
              aria-pressed={form.kind === kind}
              onClick={() => setForm(withKind(form, kind))}
              testId={`compose-kind-${kind}`}
            >
              {t(`question.kind.${kind}`)}
            </Button>
          ))}
        </fieldset>
        <OptionFields form={form} onChange={setForm} />
        {form.kind === 'number' && (
          <Field label={t('question.rightNumber')} hint={t('question.rightHint')}>
            {(control) => (
              <input
                {...control}
                inputMode="decimal"
                maxLength={16}
                value={form.number}
                onChange={(event) => setForm({ ...form, number: event.target.value })}
                data-testid="compose-number"
              />
            )}
          </Field>
        )}
      </div>
    </Dialog>
  );
}

/** The options of a choice, each with a box that says whether it is right. */
function OptionFields({ form, onChange }: { form: QuestionForm; onChange: (form: QuestionForm) => void }) {
  const { t } = useTranslation();
  const isChoice = form.kind === 'single' || form.kind === 'multiple';
  if (!isChoice && form.kind !== 'trueFalse') return null;
  const count = isChoice ? form.options.length : 2;
  return (
    <div className={styles.list}>
      {Array.from({ length: count }, (_, option) => (
        // An option is its place: it has no other identity.
        // biome-ignore lint/suspicious/noArrayIndexKey: options are told apart by their letters
        <div key={option} className={styles.option}>
          <strong>{signOf(form, option)}</strong>
          {isChoice ? (
            <input
              aria-label={t('question.option', { letter: signOf(form, option) })}
              placeholder={t('question.optionHint')}
              maxLength={limits.optionLength}
              value={form.options[option]}
              onChange={(event) => onChange(withOption(form, option, event.target.value))}
              data-testid={`compose-option-${option}`}
            />
          ) : (
            <span>{t(option === 0 ? 'question.true' : 'question.false')}</span>
          )}
          <label className={styles.right}>
            <input
              type="checkbox"
              checked={form.right.includes(option)}
              onChange={(event) => onChange(withOptionRight(form, option, event.target.checked))}
              data-testid={`compose-right-${option}`}
            />
            {t('question.right')}
          </label>
        </div>
      ))}
      {isChoice && (
        <div className={styles.chips}>
          <Button
            icon={<Plus aria-hidden="true" />}
            disabled={count >= limits.questionOptions}
            onClick={() => onChange({ ...form, options: [...form.options, ''] })}
            testId="compose-more"
          >
            {t('question.moreOptions')}
          </Button>
          <Button
            icon={<Trash2 aria-hidden="true" />}
            disabled={count <= 2}
            onClick={() => onChange(withOption({ ...form, options: form.options.slice(0, -1) }, -1, ''))}
            testId="compose-fewer"
          >
            {t('question.fewerOptions')}
          </Button>
        </div>
      )}
    </div>
  );
}
