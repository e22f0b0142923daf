import { optionCount, type Question, resultsOf } from '@tongke/signaling/protocol/lesson';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOf } from '../core/question/options.ts';
import { type AnsweringRoom, answeringRooms } from '../core/question/present-rooms.ts';
import { useLesson } from '../seat/seat-context.tsx';
import { PupilAnswers } from './pupil-answers.tsx';
import styles from './question-tool.module.css';

/** What each classroom answered, and each pupil where that is known. Drawn only while it is looked at. */
export function RoomTable({ question }: { question: Question }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.details} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary data-testid="room-table-open">{t('question.byRoom')}</summary>
      {isOpen && <Rows question={question} />}
    </details>
  );
}

function Rows({ question }: { question: Question }) {
  const { t } = useTranslation();
  const rooms = answeringRooms(useLesson(), question);
  const options = optionCount(question);
  return (
    <table className={styles.table} data-testid="room-table">
      <thead>
        <tr>
          <th scope="col">{t('question.room')}</th>
          {Array.from({ length: options }, (_, option) => signOf(question, option)).map((sign) => (
            <th key={sign} scope="col">
              {sign}
            </th>
          ))}
          {options === 0 && <th scope="col">{t('question.answers')}</th>}
          <th scope="col">{t('question.people')}</th>
        </tr>
      </thead>
      <tbody>
        {rooms.map((room) => (
          <Row key={room.participantId} question={question} room={room} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ question, room }: { question: Question; room: AnsweringRoom }) {
  const { t } = useTranslation();
  const results = resultsOf(question, room.answers ? { room: room.answers } : {});
  const pupils = room.answers?.pupils ?? {};
  return (
    <tr
      className={room.people === 0 ? styles.waiting : ''}
      data-testid={`room-${room.participantId}`}
      data-people={room.people}
    >
      <td>
        {room.schoolName} {room.name}
        {Object.keys(pupils).length > 0 && (
          <PupilAnswers classroomId={room.classroomId} question={question} answers={pupils} />
        )}
      </td>
      {optionCount(question) > 0 ? (
        results.counts.map((count, option) => <td key={signOf(question, option)}>{count || ''}</td>)
      ) : (
        <td>{results.said.map(({ answer, count }) => (count > 1 ? `${answer} ×${count}` : `${answer}`)).join('、')}</td>
      )}
      <td>{room.people > 0 ? room.people : t('question.waiting')}</td>
    </tr>
  );
}
