import { CircleDot, CircleOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';
import styles from './control-bar.module.css';

/** Whether the lesson is being kept. */
export function RecordingMark() {
  const { t } = useTranslation();
  const { recording, facts } = useLesson();
  if (facts?.recording === 'none') {
    return (
      <span className={styles.mark} data-testid="recording-state" data-on={false}>
        <CircleOff aria-hidden="true" size={16} />
        {t('lead.notRecorded')}
      </span>
    );
  }
  const isOn = recording.recorderId !== null && !recording.alarms.some((alarm) => alarm.code === 'noRecorder');
  const words = facts?.recording === 'everything' ? t('teacher.recordingFull') : t('teacher.recording');
  return (
    <span className={`${styles.mark} ${isOn ? styles.on : ''}`} data-testid="recording-state" data-on={isOn}>
      {isOn ? <CircleDot aria-hidden="true" size={16} /> : <CircleOff aria-hidden="true" size={16} />}
      {isOn ? words : t('teacher.notRecording')}
    </span>
  );
}
