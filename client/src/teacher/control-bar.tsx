import { mayDo } from '@tongke/signaling/protocol/lesson';
import { MonitorUp, MonitorX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { LanguageSwitch } from '../design/language-switch.tsx';
import { RoomLightSwitch } from '../design/room-light-switch.tsx';
import { useToast } from '../design/toast.tsx';
import { HandLeadButton } from '../lead/hand-lead-button.tsx';
import { MusicMark } from '../music/music-mark.tsx';
import { ControlKeys } from '../permission/control-keys.tsx';
import { EndButton } from '../permission/end-button.tsx';
import { ProgrammeMark } from '../programme/programme-mark.tsx';
import { CameraButton, MicrophoneButton } from '../seat/own-buttons.tsx';
import { useLesson, useSeat, useWatched } from '../seat/seat-context.tsx';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import { LessonTimer } from '../timer/lesson-timer.tsx';
import styles from './control-bar.module.css';
import { LessonClock } from './lesson-clock.tsx';
import { RecordingMark } from './recording-mark.tsx';

/** The lesson's name and how long it has run; microphone, camera, screen; the end. */
export function ControlBar() {
  const { facts } = useLesson();
  const { kept } = useSeat();
  const maySpeak = mayDo(kept.role, 'track:publish');
  return (
    <header className={styles.bar}>
      <div className={styles.names}>
        <h1 className={styles.title}>{facts?.title}</h1>
        <p className={styles.facts}>
          <LessonClock />
          <RecordingMark />
          <LessonTimer end="said" small />
          <ProgrammeMark />
          <MusicMark />
        </p>
      </div>
      {maySpeak && (
        <div className={styles.own}>
          <MicrophoneButton />
          <CameraButton />
          <ShareButton />
        </div>
      )}
      <div className={styles.end}>
        <RoomLightSwitch />
        <LanguageSwitch short />
        <ControlKeys />
        {mayDo(kept.role, 'lead:offer') && <HandLeadButton />}
        {mayDo(kept.role, 'lesson:end') && <EndButton />}
      </div>
    </header>
  );
}

function ShareButton() {
  const { t } = useTranslation();
  const { screen } = useSeat();
  const toast = useToast();
  const announce = useAnnounce();
  const shared = useWatched(screen.shared);
  const toggle = () => {
    if (shared) {
      screen.stop();
      announce(t('teacher.shareOffTip'));
      return;
    }
    void screen.start().then((isSharing) => {
      if (isSharing) announce(t('teacher.shareOff'));
      else toast('info', t('teacher.shareFailed'));
    });
  };
  useShortcuts({ S: toggle });
  return (
    <Button
      size="large"
      kind={shared ? 'stage' : 'secondary'}
      className={styles.share ?? ''}
      icon={shared ? <MonitorX aria-hidden="true" /> : <MonitorUp aria-hidden="true" />}
      aria-pressed={shared !== null}
      shortcut="S"
      tip={t(shared ? 'teacher.shareOffTip' : 'teacher.shareTip')}
      tipSide="below"
      disabled={!screen.isPossible}
      onClick={toggle}
      testId="share-screen"
    >
      {t(shared ? 'teacher.shareOff' : 'teacher.share')}
    </Button>
  );
}
