import { mayDo, type ProgrammeShot, sameShot } from '@tongke/signaling/protocol/lesson';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { mainPicture } from '../stage/main-picture.ts';
import { type OfferedShot, offeredShots } from './shots.ts';

/** The programme as its controls show it. */
export interface Programme {
  offered: OfferedShot[];
  /** What stands large; null while a film does. */
  shown: ProgrammeShot | null;
  isLive: (shot: ProgrammeShot) => boolean;
  /** The director decides. */
  directs: boolean;
  mayDecide: boolean;
  switchTo: (shot: ProgrammeShot) => void;
  direct: (on: boolean) => void;
}

export function useProgramme(): Programme {
  const lesson = useLesson();
  const { kept } = useSeat();
  const { run } = useCommand();
  const main = mainPicture(lesson);
  // While a film stands large, no picture does.
  const shown: ProgrammeShot | null =
    main.name === 'film'
      ? null
      : main.name === 'stage'
        ? { of: 'stage', participantId: main.participantId }
        : { of: 'teacher', source: main.name };
  return {
    offered: offeredShots(lesson),
    shown,
    isLive: (shot) => sameShot(shown, shot),
    directs: lesson.programme.directs,
    mayDecide: mayDo(kept.role, 'programme:switch'),
    switchTo: (shot) => run('programme:switch', { shot }),
    direct: (on) => run('programme:direct', { on }),
  };
}
