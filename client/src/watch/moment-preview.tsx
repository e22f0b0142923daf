import { useEffect, useMemo, useRef, useState } from 'react';
import { formatTime } from './format-time.ts';
import styles from './moment-preview.module.css';
import { LessonFold } from './replay/lesson-fold.ts';
import type { Archive } from './replay/load-archive.ts';
import type { ReplayView } from './replay/replay-view.ts';
import { sceneAt } from './replay/scene.ts';
import { SegmentLoader } from './replay/segment-loader.ts';
import { Thumbnails } from './replay/thumbnail/thumbnails.ts';

/** What previews of an archive's moments need: one for the page. Null for the first moment. */
export function useThumbnails(baseUrl: string): Thumbnails | null {
  const [thumbnails, setThumbnails] = useState<Thumbnails | null>(null);
  useEffect(() => {
    const made = new Thumbnails(new SegmentLoader(baseUrl));
    setThumbnails(made);
    return () => made.close();
  }, [baseUrl]);
  return thumbnails;
}

/** A moment that one might go to: its picture, its time and its chapter. */
export function MomentPreview(props: {
  archive: Archive;
  view: ReplayView;
  thumbnails: Thumbnails | null;
  atMs: number;
  chapter: string;
}) {
  const { archive, view, thumbnails, atMs, chapter } = props;
  const { entries, baseUrl } = archive;
  const { startedAt } = archive.manifest;
  const canvas = useRef<HTMLCanvasElement>(null);
  const fold = useMemo(() => new LessonFold(entries, startedAt), [entries, startedAt]);
  const scene = sceneAt(view.timeline, fold.stateAt(atMs), atMs, view.layout);
  const page = scene.page?.picture ?? null;
  const track = scene.pictures.find(({ place }) => place === 'main')?.track;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    let wanted = true;
    const clear = (picture: ImageBitmap | null) => {
      const context = canvas.current?.getContext('2d');
      if (!wanted || !context || !canvas.current) return;
      if (picture) {
        canvas.current.width = picture.width;
        canvas.current.height = picture.height;
        context.drawImage(picture, 0, 0);
      }
      setShown(picture !== null);
    };
    if (track && thumbnails) void thumbnails.at(track, atMs).then(clear);
    else clear(null);
    return () => {
      wanted = false;
    };
  }, [track, thumbnails, atMs]);
  useEffect(() => () => thumbnails?.cancel(), [thumbnails]);
  return (
    <div
      className={styles.preview}
      data-testid="replay-preview"
      data-shown={page ? 'page' : shown ? 'picture' : 'none'}
    >
      {page && <img className={styles.picture} src={`${baseUrl}materials/${page.previewId}`} alt="" />}
      <canvas ref={canvas} className={styles.picture} hidden={page !== null || !shown} />
      <strong className={styles.time}>{formatTime(atMs)}</strong>
      {chapter !== '' && <bdi className={styles.chapter}>{chapter}</bdi>}
    </div>
  );
}
