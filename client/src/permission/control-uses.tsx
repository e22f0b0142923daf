import type { ControlUse, LessonState, ParticipantId } from '@tongke/signaling/protocol/lesson';
import { classroomSeat } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';
import styles from './permission-panel.module.css';

/** A room or a person by its name, also when it has not come or is gone. */
function nameOf(lesson: LessonState, id: ParticipantId): string {
  const room = Object.values(lesson.classrooms).find((each) => classroomSeat(each.classroomId) === id);
  return room?.name ?? lesson.participants[id]?.name ?? lesson.removed[id]?.name ?? '';
}

/** Who used which control when, the newest first. */
export function ControlUses() {
  const { t, i18n } = useTranslation();
  const lesson = useLesson();
  const say = (use: ControlUse): string => {
    switch (use.control) {
      case 'switch': {
        const name = use.participantId === null ? t('permission.all') : nameOf(lesson, use.participantId);
        const key = use.on ? 'permission.use.switchOn' : 'permission.use.switchOff';
        return t(key, { name, what: t(`permission.${use.what}`) });
      }
      case 'end':
        return use.reason ? t('permission.use.endReason', { reason: use.reason }) : t('permission.use.end');
      case 'remove':
      case 'block':
      case 'unblock':
        return t(`permission.use.${use.control}`, { name: nameOf(lesson, use.participantId) });
      default:
        return t(`permission.use.${use.control}`);
    }
  };
  const by = (id: ParticipantId | null): string => {
    if (id === null) return t('permission.byServer');
    const who = lesson.participants[id];
    return who?.name || (who ? t(`role.${who.role}`) : '');
  };
  const { uses } = lesson.permission;
  return (
    <section className={styles.part} aria-label={t('permission.uses')} data-testid="control-uses">
      <h3>{t('permission.uses')}</h3>
      {uses.length === 0 && <p className={styles.soft}>{t('permission.noUses')}</p>}
      <ol className={styles.uses}>
        {uses.map(({ use, by: id, at }) => (
          <li key={`${at} ${JSON.stringify(use)}`}>
            <time>{new Date(at).toLocaleTimeString(i18n.language, { hour: '2-digit', minute: '2-digit' })}</time>{' '}
            <strong>{by(id)}</strong> {say(use)}
          </li>
        ))}
      </ol>
    </section>
  );
}
