import { Printer } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '../api/error-code.ts';
import type { LessonRecord } from '../api/lesson-record.ts';
import type { LinkRecord } from '../api/lessons-api.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Spinner } from '../design/spinner.tsx';
import { useDesk } from './desk.ts';
import { drawQr } from './draw-qr.ts';
import { LinkRow } from './link-row.tsx';
import { LinkSheet, type SheetLink } from './link-sheet.tsx';
import styles from './links-dialog.module.css';
import { useAction } from './use-action.ts';

const people = ['teacher', 'coteacher', 'assistant', 'inspector', 'audience'] as const;
const isLocal = () => ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

/** The links of a lesson: one for each role and one for each classroom. */
export function LinksDialog({ lesson, onClose }: { lesson: LessonRecord | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={lesson !== null}
      onClose={onClose}
      title={t('lessons.link.title', { title: lesson?.title ?? '' })}
      description={t('lessons.link.words')}
      wide
      testId="links-dialog"
    >
      {lesson && <Links lesson={lesson} />}
    </Dialog>
  );
}

function Links({ lesson }: { lesson: LessonRecord }) {
  const { t } = useTranslation();
  const { api } = useDesk();
  const { lessonId } = lesson;
  const [links, setLinks] = useState<LinkRecord[] | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const [sheet, setSheet] = useState<SheetLink[] | null>(null);
  const [drawing, run] = useAction();
  const putAway = useCallback(() => setSheet(null), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again.
  useEffect(() => {
    const stop = new AbortController();
    setFailed(null);
    api.lessons.links(lessonId, stop.signal).then(setLinks, (error: unknown) => {
      if (!stop.signal.aborted) setFailed(errorCodeOf(error));
    });
    return () => stop.abort();
  }, [api, lessonId, tries]);
  if (failed) {
    return (
      <Banner tone="danger" action={<Button onClick={() => setTries(tries + 1)}>{t('common.retry')}</Button>}>
        {t(`error.${failed}`)}
      </Banner>
    );
  }
  if (!links) return <Spinner label={t('lessons.link.loading')} />;
  const schoolOf = (id: string | undefined) =>
    lesson.classrooms.find(({ classroomId }) => classroomId === id)?.schoolName;
  const classrooms = links
    .filter(({ role }) => role === 'classroom')
    .map((link) => ({ link, name: [schoolOf(link.classroomId), link.name].filter(Boolean).join(' ') }));
  const draw = async () => {
    const drawn: SheetLink[] = [];
    for (const { link, name } of classrooms) {
      drawn.push({ key: link.link, name, picture: await drawQr(new URL(link.path, location.origin).href) });
    }
    setSheet(drawn);
  };
  return (
    <div className={styles.links}>
      {isLocal() && <Banner tone="warning">{t('lessons.link.localhost')}</Banner>}
      <h3>{t('lessons.link.roles')}</h3>
      <ul className={styles.rows}>
        {people.map((person) => {
          const link = links.find((one) => one.link === person);
          if (!link) return null;
          const props = { name: t(`lessons.link.${person}`), words: t(`lessons.link.${person}Words`) };
          return <LinkRow key={person} lessonId={lessonId} link={link} onLinks={setLinks} {...props} />;
        })}
      </ul>
      {classrooms.length > 0 && (
        <>
          <div className={styles.head}>
            <h3>{t('lessons.link.classrooms')}</h3>
            <Button
              kind="quiet"
              icon={<Printer aria-hidden="true" />}
              disabled={drawing}
              onClick={() => void run(draw)}
              testId="links-print"
            >
              {t('lessons.link.print')}
            </Button>
          </div>
          <ul className={styles.rows}>
            {classrooms.map(({ link, name }) => (
              <LinkRow key={link.link} lessonId={lessonId} link={link} name={name} onLinks={setLinks} />
            ))}
          </ul>
          {sheet && <LinkSheet title={lesson.title} links={sheet} onPrinted={putAway} />}
        </>
      )}
    </div>
  );
}
