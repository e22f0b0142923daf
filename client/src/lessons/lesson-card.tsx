import { CirclePlay, ClipboardList, Link, LogIn, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonRecord } from '../api/lesson-record.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { useToast } from '../design/toast.tsx';
import { useDesk } from './desk.ts';
import styles from './lesson-card.module.css';
import { useAction } from './use-action.ts';
import { useTimeText } from './use-time-text.ts';

/** One lesson, and what can be done with it now. */
export function LessonCard({ lesson, onLinks }: { lesson: LessonRecord; onLinks: () => void }) {
  const { t } = useTranslation();
  const timeText = useTimeText();
  const { title, phase, classrooms } = lesson;
  const count = classrooms.length;
  const time =
    phase === 'open' && lesson.openedAt
      ? t('lessons.openedAt', { time: timeText(lesson.openedAt) })
      : phase === 'ended' && lesson.endedAt
        ? t('lessons.endedAt', { time: timeText(lesson.endedAt) })
        : t('lessons.startsAt', { time: timeText(lesson.startsAt) });
  const rooms =
    count === 0
      ? t('lessons.noClassrooms')
      : phase === 'open'
        ? t('lessons.present', { present: lesson.present, count })
        : t('lessons.classrooms', { count });
  return (
    <article className={styles.card} data-phase={phase} data-testid="lesson-card" data-lesson-id={lesson.lessonId}>
      <div className={styles.words}>
        <h3 className={styles.title}>
          {title}
          {lesson.rehearsal && <span className={styles.trial}>{t('lead.rehearsal')}</span>}
        </h3>
        <p className={styles.facts}>
          {[lesson.subject, lesson.teacherName, lesson.coTeacherName].filter(Boolean).join(' · ')}
          <span>{time}</span>
          <span title={classrooms.map(({ schoolName, name }) => `${schoolName} ${name}`).join('\n')}>{rooms}</span>
        </p>
      </div>
      <div className={styles.actions}>
        {phase === 'planned' && <OpenButton lesson={lesson} />}
        {phase === 'open' && <EnterButton lesson={lesson} />}
        {phase === 'ended' && <WatchLink lesson={lesson} />}
        {phase !== 'planned' && <SummaryLink lesson={lesson} />}
        <Button
          icon={<Link aria-hidden="true" />}
          onClick={onLinks}
          aria-label={t('lessons.link.title', { title })}
          testId="lesson-links"
        >
          {t('lessons.links')}
        </Button>
        {phase === 'open' && <EndButton lesson={lesson} />}
      </div>
    </article>
  );
}

function OpenButton({ lesson }: { lesson: LessonRecord }) {
  const { t } = useTranslation();
  const { api, refresh } = useDesk();
  const toast = useToast();
  const [busy, run] = useAction();
  const open = async () => {
    await api.lessons.open(lesson.lessonId);
    await refresh();
    toast('good', t('lessons.opened', { title: lesson.title }));
  };
  return (
    <Button
      kind="primary"
      icon={<Play aria-hidden="true" />}
      disabled={busy}
      onClick={() => void run(open)}
      testId="lesson-open"
    >
      {t(busy ? 'lessons.opening' : 'lessons.open')}
    </Button>
  );
}

function EnterButton({ lesson }: { lesson: LessonRecord }) {
  const { t } = useTranslation();
  const { api } = useDesk();
  const [busy, run] = useAction();
  const enter = async () => {
    const path = (await api.lessons.links(lesson.lessonId)).find(({ link }) => link === 'teacher')?.path;
    // A browser that opens no second window goes there in this one.
    if (path && !window.open(path, '_blank')) location.assign(path);
  };
  return (
    <Button
      kind="primary"
      icon={<LogIn aria-hidden="true" />}
      disabled={busy}
      onClick={() => void run(enter)}
      testId="lesson-enter"
    >
      {t('lessons.enter')}
    </Button>
  );
}

function EndButton({ lesson }: { lesson: LessonRecord }) {
  const { t } = useTranslation();
  const { api, refresh } = useDesk();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [busy, run] = useAction();
  const end = async () => {
    setAsking(false);
    await api.lessons.end(lesson.lessonId);
    await refresh();
    toast('good', t('lessons.endedToast', { title: lesson.title }));
  };
  return (
    <>
      <Button
        kind="dangerOutline"
        icon={<Square aria-hidden="true" />}
        disabled={busy}
        onClick={() => setAsking(true)}
        testId="lesson-end"
      >
        {t('lessons.end')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('lessons.endTitle')}
        description={t('lessons.endWords', { title: lesson.title })}
        confirm={t('lessons.endConfirm')}
        onConfirm={() => void run(end)}
        onCancel={() => setAsking(false)}
        testId="lesson-end-confirm"
      />
    </>
  );
}

function SummaryLink({ lesson }: { lesson: LessonRecord }) {
  const { t } = useTranslation();
  return (
    <a
      className={styles.watch}
      href={`/summary#l=${encodeURIComponent(lesson.lessonId)}`}
      target="_blank"
      rel="noreferrer"
      data-testid="lesson-summary"
    >
      <ClipboardList aria-hidden="true" />
      {t('lessons.summary')}
    </a>
  );
}

function WatchLink({ lesson }: { lesson: LessonRecord }) {
  const { t } = useTranslation();
  if (!lesson.archivePath) return <span className={styles.none}>{t('lessons.noArchive')}</span>;
  return (
    <a
      className={styles.watch}
      href={`/watch#a=${encodeURIComponent(lesson.archivePath)}`}
      target="_blank"
      rel="noreferrer"
      data-testid="lesson-watch"
    >
      <CirclePlay aria-hidden="true" />
      {t(lesson.sealed ? 'lessons.watch' : 'lessons.watchNow')}
    </a>
  );
}
