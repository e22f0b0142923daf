import type { RecordingPolicy } from '@tongke/signaling/protocol/lesson';
import { limits } from '@tongke/signaling/protocol/lesson';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonPlan } from '../api/lessons-api.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field } from '../design/field.tsx';
import { useToast } from '../design/toast.tsx';
import { ClassroomPicker } from './classroom-picker.tsx';
import styles from './create-dialog.module.css';
import { useDesk } from './desk.ts';
import { RecordingChoice } from './recording-choice.tsx';
import { type Trial, TrialChoice } from './trial-choice.tsx';
import { useAction } from './use-action.ts';

/** Makes a lesson. */
export function CreateDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} title={t('lessons.create')} wide testId="create-dialog">
      <CreateForm onDone={onClose} />
    </Dialog>
  );
}

function CreateForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { holder, api, refresh } = useDesk();
  const toast = useToast();
  const [busy, run] = useAction();
  const [checked, setChecked] = useState(false);
  const [title, setTitle] = useState('');
  const [subject, setSubject] = useState('');
  const [teacherName, setTeacherName] = useState(holder.kind === 'teacher' ? holder.name : '');
  const [startsAt, setStartsAt] = useState(nextHalfHour);
  const [classroomIds, setClassroomIds] = useState<ReadonlySet<string>>(new Set());
  const [coTeacherName, setCoTeacherName] = useState('');
  const [trial, setTrial] = useState<Trial>({ isTrial: false, isKept: false });
  const [recording, setRecording] = useState<RecordingPolicy>('standard');
  const isUnrecorded = trial.isTrial && !trial.isKept;
  const missing = (text: string, words: string) => (checked && text.trim() === '' ? t(words) : undefined);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if ([title, subject, teacherName, startsAt].some((text) => text.trim() === '')) return;
    const plan: LessonPlan = {
      title: title.trim(),
      subject: subject.trim(),
      ...(holder.kind === 'operator' && { teacherName: teacherName.trim() }),
      startsAt: new Date(startsAt).toISOString(),
      classroomIds: [...classroomIds],
      ...(coTeacherName.trim() !== '' && { coTeacherName: coTeacherName.trim() }),
      rehearsal: trial.isTrial,
      recording: isUnrecorded ? ('none' as const) : classroomIds.size > 20 ? ('standard' as const) : recording,
    };
    void run(async () => {
      await api.lessons.create(plan);
      await refresh();
      toast('good', t('lessons.form.saved', { title: plan.title }));
      onDone();
    });
  };
  const text = { maxLength: limits.nameLength, autoComplete: 'off' };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.pair}>
        <Field
          label={t('lessons.form.title')}
          hint={t('lessons.form.titleHint')}
          error={missing(title, 'lessons.form.titleMissing')}
        >
          {(control) => (
            <input
              {...control}
              {...text}
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
              data-testid="create-title"
            />
          )}
        </Field>
        <Field
          label={t('lessons.form.subject')}
          hint={t('lessons.form.subjectHint')}
          error={missing(subject, 'lessons.form.subjectMissing')}
        >
          {(control) => (
            <input
              {...control}
              {...text}
              value={subject}
              onChange={(event) => setSubject(event.currentTarget.value)}
              data-testid="create-subject"
            />
          )}
        </Field>
        <Field label={t('lessons.form.teacherName')} error={missing(teacherName, 'lessons.form.teacherMissing')}>
          {(control) => (
            <input
              {...control}
              {...text}
              value={teacherName}
              readOnly={holder.kind === 'teacher'}
              onChange={(event) => setTeacherName(event.currentTarget.value)}
              data-testid="create-teacher"
            />
          )}
        </Field>
        <Field label={t('lessons.form.startsAt')} error={missing(startsAt, 'lessons.form.timeMissing')}>
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={startsAt}
              onChange={(event) => setStartsAt(event.currentTarget.value)}
              data-testid="create-starts-at"
            />
          )}
        </Field>
      </div>
      <Field label={t('lessons.form.coTeacherName')} hint={t('lessons.form.coTeacherHint')}>
        {(control) => (
          <input
            {...control}
            {...text}
            value={coTeacherName}
            onChange={(event) => setCoTeacherName(event.currentTarget.value)}
            data-testid="create-co-teacher"
          />
        )}
      </Field>
      <ClassroomPicker label={t('lessons.form.classrooms')} chosen={classroomIds} onChange={setClassroomIds} />
      <TrialChoice value={trial} onChange={setTrial} />
      {!isUnrecorded && <RecordingChoice value={recording} onChange={setRecording} classrooms={classroomIds.size} />}
      <div className={styles.actions}>
        <Button size="large" onClick={onDone} testId="create-cancel">
          {t('common.cancel')}
        </Button>
        <Button kind="primary" size="large" type="submit" disabled={busy} testId="create-save">
          {t(busy ? 'lessons.form.saving' : 'lessons.form.save')}
        </Button>
      </div>
    </form>
  );
}

/** For `datetime-local`, in the person's own time. */
function nextHalfHour(): string {
  const halfHourMs = 30 * 60_000;
  const next = Math.ceil((Date.now() + 60_000) / halfHourMs) * halfHourMs;
  return new Date(next - new Date(next).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
