import { mayDo } from '@tongke/signaling/protocol/lesson';
import { DoorOpen } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Notice } from '../seat/notice.tsx';
import { useSeat, useWatched } from '../seat/seat-context.tsx';
import { sayUsable } from '../seat/usable.ts';
import { DeviceCheck } from './device-check.tsx';

/** Asks for the join click, which browsers want before sound; `?autojoin=1` is for boxes that nobody clicks on. */
export function JoinGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const seat = useSeat();
  useEffect(sayUsable, []);
  const isJoined = useWatched(seat.joined);
  const mayPublish = mayDo(seat.kept.role, 'track:publish');
  useEffect(() => {
    if (new URLSearchParams(location.search).get('autojoin') !== '1' || seat.joined.get()) return;
    if (mayPublish) void seat.own.start();
    seat.join();
  }, [seat, mayPublish]);
  if (isJoined) return children;
  if (mayPublish) return <DeviceCheck onJoin={() => seat.join()} />;
  return (
    <Notice title={seat.kept.title} testId="join-gate">
      <p>{t(`role.${seat.kept.role}`)}</p>
      <Button
        kind="primary"
        size="huge"
        icon={<DoorOpen aria-hidden="true" />}
        onClick={() => seat.join()}
        testId="join"
        autoFocus
      >
        {t('device.join')}
      </Button>
    </Notice>
  );
}
