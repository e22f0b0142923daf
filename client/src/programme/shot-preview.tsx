import { useMemo } from 'react';
import { Picture } from '../seat/picture.tsx';
import { useLesson, useReceived, useSeat, useWatched } from '../seat/seat-context.tsx';
import { useOwn } from '../seat/use-own.ts';
import { type TeacherSource, teacherOf, teacherTrack } from '../stage/teacher-picture.tsx';

/** A small picture of one of the teacher's sources: the device itself for the teacher, what arrives for others. */
export function ShotPreview({ source }: { source: TeacherSource }) {
  const lesson = useLesson();
  const { kept } = useSeat();
  return kept.participantId === lesson.lead.leaderId ? <Own source={source} /> : <Received source={source} />;
}

function Own({ source }: { source: TeacherSource }) {
  const { kept, extra, screen } = useSeat();
  const extras = useWatched(extra.state);
  const shared = useWatched(screen.shared);
  const face = useOwn('camera').stream;
  const track = (() => {
    if (source === 'camera') return null;
    if (source === 'screen') return shared?.picture ?? null;
    const state = extras[source];
    return state.name === 'on' ? state.track : null;
  })();
  const added = useMemo(() => (track ? new MediaStream([track]) : null), [track]);
  const stream = source === 'camera' ? face : added;
  return <Picture participantId={kept.participantId} name="" source={source} stream={stream} fit="contain" fill />;
}

function Received({ source }: { source: TeacherSource }) {
  const lesson = useLesson();
  const track = teacherTrack(lesson, source);
  const stream = useReceived(track?.trackId)?.stream ?? null;
  const participantId = teacherOf(lesson)?.participantId ?? 'teacher';
  return (
    <Picture
      participantId={participantId}
      name=""
      source={source}
      stream={stream}
      look={track?.trackId}
      fit="contain"
      fill
    />
  );
}
