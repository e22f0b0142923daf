import { mayDo, type StageEntry } from '@tongke/signaling/protocol/lesson';
import { MicOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';

/** Closes the microphone of a classroom on stage. Only the classroom itself opens it again. */
export function CloseMicrophoneButton({ entry }: { entry: StageEntry }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { run, isBusy } = useCommand();
  const microphone = entry.tracks.find((track) => track.source === 'microphone');
  if (!mayDo(kept.role, 'stage:call') || !microphone || microphone.muted) return null;
  return (
    <Button
      icon={<MicOff aria-hidden="true" />}
      aria-label={t('wall.closeMicrophone')}
      tip={t('wall.closeMicrophone')}
      tipSide="below"
      disabled={isBusy}
      onClick={() => run('track:mute', { trackId: microphone.trackId, muted: true })}
      testId={`close-microphone-${entry.participantId}`}
    />
  );
}
