import type { PupilAttendance, PupilLesson } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import sheet from '../design/sheet.module.css';
import { AnswerList } from './answer-list.tsx';
import { useDay } from './use-day.ts';

const columns = ['day', 'lesson', 'teacher', 'attendance', 'answers', 'right', 'stage', 'stars'] as const;

/** One line for each lesson, the latest first, with the answers that were given in it. */
export function LessonTable({ lessons }: { lessons: readonly PupilLesson[] }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls is reached by keyboard
    <section className={sheet.part} aria-label={t('learning.lessons')} tabIndex={0}>
      <table data-testid="learning-lessons">
        <caption>{t('learning.lessons')}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`learning.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lessons.map((lesson) => (
            <LessonRow key={lesson.lessonId} lesson={lesson} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LessonRow({ lesson }: { lesson: PupilLesson }) {
  const { t } = useTranslation();
  const day = useDay();
  const { openedAt, title, subject, teacherName, attendance, asked, answers, room } = lesson;
  const judged = answers.filter(({ right }) => right !== null);
  const right = judged.filter((answer) => answer.right === true).length;
  const wasAway = attendance?.present === false;
  return (
    <tr>
      <td>{day(openedAt)}</td>
      <th scope="row">
        <bdi>{title}</bdi>
        <small>{subject}</small>
        {answers.length > 0 && (
          <details>
            <summary>{t('learning.showAnswers', { count: answers.length })}</summary>
            <AnswerList lesson={lesson} />
          </details>
        )}
      </th>
      <td>{teacherName}</td>
      <td>
        <Attendance attendance={attendance} />
      </td>
      <td>{wasAway || asked === 0 ? '' : `${answers.length} / ${asked}`}</td>
      <td>{judged.length > 0 ? `${right} / ${judged.length}` : ''}</td>
      <td>{room.stageTimes > 0 ? t('learning.times', { count: room.stageTimes }) : ''}</td>
      <td>{room.stars > 0 ? `★ ${room.stars}` : ''}</td>
    </tr>
  );
}

function Attendance({ attendance }: { attendance: PupilAttendance | null }) {
  const { t } = useTranslation();
  if (!attendance) return t('learning.notTaken');
  return attendance.reason ? t(`learning.reason.${attendance.reason}`) : t('learning.here');
}
