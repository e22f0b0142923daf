import type { ClassroomHistory, ErrorCode, PupilHistory } from '@tongke/signaling/protocol/lesson';
import { useEffect, useState } from 'react';
import { takeAccessToken } from '../api/access-token.ts';
import { errorCodeOf } from '../api/error-code.ts';
import { classroomHistory, pupilHistory } from '../api/learning-api.ts';
import { type LearningPlace, learningPlace } from './learning-address.ts';

export type LearningLoad =
  | { state: 'noLink' }
  | { state: 'loading' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'classroom'; classroomId: string; history: ClassroomHistory }
  | { state: 'pupil'; classroomId: string; history: PupilHistory };

async function ask(
  { classroomId, pupilId }: LearningPlace,
  bearer: string,
  signal: AbortSignal,
): Promise<LearningLoad> {
  if (pupilId === null) {
    return { state: 'classroom', classroomId, history: await classroomHistory(classroomId, bearer, signal) };
  }
  return { state: 'pupil', classroomId, history: await pupilHistory(classroomId, pupilId, bearer, signal) };
}

/** The record that the address names, also when it comes to name another one. */
export function useLearning(): LearningLoad {
  const [load, setLoad] = useState<LearningLoad>({ state: 'loading' });
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    const place = learningPlace(hash);
    const token = takeAccessToken();
    if (!place || !token) {
      setLoad({ state: 'noLink' });
      return undefined;
    }
    const stop = new AbortController();
    setLoad({ state: 'loading' });
    ask(place, token, stop.signal).then(setLoad, (error: unknown) => {
      if (!stop.signal.aborted) setLoad({ state: 'failed', code: errorCodeOf(error) });
    });
    return () => stop.abort();
  }, [hash]);
  return load;
}
