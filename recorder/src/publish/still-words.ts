import type { MediaHole } from './media-runs.ts';

/** What a still says: in Chinese above, in English below, whoever sees the film. */
export interface StillWords {
  zh: string;
  en: string;
}

/** Why there is no picture of a track. */
export function wordsOfHole(cause: MediaHole['cause']): StillWords {
  switch (cause) {
    case 'sourcePaused':
      return { zh: '摄像头已关闭', en: 'The camera is off' };
    case 'recorderAway':
      return { zh: '此处没有录到画面', en: 'Nothing was recorded here' };
    case 'writeFailed':
    case 'damaged':
      return { zh: '此处画面已损坏', en: 'The picture is damaged here' };
    case 'erased':
      return { zh: '此画面已按规定删除', en: 'This picture was deleted by rule' };
    case 'loss':
    case 'noKeyFrame':
    case null:
      return { zh: '此处画面缺失', en: 'The picture is missing here' };
  }
}

export const nothingWords: Readonly<Record<'paused' | 'off' | 'noPage', StillWords>> = {
  paused: { zh: '课堂暂停', en: 'The lesson is paused' },
  off: { zh: '此时没有画面', en: 'There is no picture now' },
  noPage: { zh: '此时没有展示课件', en: 'No page is shown now' },
};
