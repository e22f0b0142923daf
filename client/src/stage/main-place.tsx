import { FilmPlace } from '../film/film-place.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { LessonShelf } from '../slides/lesson-shelf.tsx';
import { SlidesPlace } from '../slides/slides-place.tsx';
import type { MainPicture } from './main-picture.ts';
import { StagePicture } from './stage-picture.tsx';
import { TeacherPicture } from './teacher-picture.tsx';

/** The large picture of a lesson: fills its parent. Fetches pages ahead, whatever is large now. */
export function MainPlace({ main }: { main: MainPicture }) {
  return (
    <LessonShelf>
      <Large main={main} />
    </LessonShelf>
  );
}

function Large({ main }: { main: MainPicture }) {
  const { stage } = useLesson();
  switch (main.name) {
    case 'screen':
    case 'camera':
    case 'board':
    case 'table':
      return <TeacherPicture source={main.name} fill />;
    case 'slides':
      return <SlidesPlace />;
    case 'film':
      return <FilmPlace />;
    case 'stage': {
      const entry = stage.find(({ participantId }) => participantId === main.participantId);
      return entry ? <StagePicture entry={entry} /> : null;
    }
  }
}
