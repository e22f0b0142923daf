import { request } from '../api/request.ts';
import type { AnswerApi, PupilView } from '../core/answer/answer-session.ts';

/** The server waits up to 20 s before it says that nothing has changed. */
const waitTimeoutMs = 35_000;

/** The server's door for pupils' devices. */
export function httpAnswerApi(bearer: string, deviceId: string): AnswerApi {
  const post = <Result>(path: string, body: object, timeoutMs?: number) =>
    request<Result>(path, { method: 'POST', bearer, body: { deviceId, ...body }, ...(timeoutMs && { timeoutMs }) });
  return {
    join: (pupil) => post('/api/answers/join', { pupil }),
    wait: (pupil, known) => post<PupilView>('/api/answers/wait', { pupil, known }, waitTimeoutMs),
    give: async (pupil, questionId, answer) => {
      await post('/api/answers', { pupil, questionId, answer });
    },
  };
}
