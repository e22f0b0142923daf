import { readTimer } from '@tongke/signaling/protocol/lesson';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { playEndSound } from './end-sound.ts';
import { TimerFace } from './timer-face.tsx';
import { useTick } from './use-tick.ts';

const tickMs = 200;

/** The lesson's timer as it runs. Its end is `heard` or only `said` to screen readers, once, where it was seen to run. */
export function LessonTimer({ end, small }: { end: 'heard' | 'said' | 'silent'; small?: boolean }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { timer } = useLesson().timer;
  const now = useTick(timer?.runningSince === null || !timer ? null : tickMs);
  const reading = timer && readTimer(timer, now);
  const isOver = reading?.isOver ?? false;
  const wasRunning = useRef(false);
  useEffect(() => {
    if (isOver && wasRunning.current && end !== 'silent') {
      announce(t('timer.over'));
      if (end === 'heard') void playEndSound();
    }
    wasRunning.current = reading?.isRunning ?? false;
  }, [isOver, reading?.isRunning, announce, end, t]);
  return timer ? <TimerFace timer={timer} now={now} small={small ?? false} /> : null;
}
