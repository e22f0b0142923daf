import { chosenShot, mayDo, type ProgrammeShot, sameShot } from '@tongke/signaling/protocol/lesson';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { mainPicture } from '../stage/main-picture.ts';
import { type OfferedShot, offeredShots } from './shots.ts';

/** The programme as its controls show it. */
export interface Programme {
  offered: OfferedShot[];
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
  const shown: ProgrammeShot =
    main.name === 'stage'
      ? { of: 'stage', participantId: main.participantId }
      : (chosenShot(lesson) ?? { of: 'teacher', source: main.name });
  return {
    offered: offeredShots(lesson),
    isLive: (shot) => sameShot(shown, shot),
    directs: lesson.programme.directs,
    mayDecide: mayDo(kept.role, 'programme:switch'),
    switchTo: (shot) => run('programme:switch', { shot }),
    direct: (on) => run('programme:direct', { on }),
  };
}
