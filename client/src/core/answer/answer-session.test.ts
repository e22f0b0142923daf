import { type ErrorCode, LessonError, questionId } from '@tongke/signaling/protocol/lesson';
import { expect, test, vi } from 'vitest';
import { type AnswerApi, AnswerSession, type PupilView } from './answer-session.ts';

const view = (name: string, open = true): PupilView => ({
  revision: `${name}.${open}`,
  ended: false,
  open,
  question: { questionId: questionId(name), kind: 'single', text: '', options: ['', ''], correct: null },
});

/** A server of which the test says what the next wait answers. */
function server() {
  const waits: ((answer: PupilView | ErrorCode) => void)[] = [];
  const api: AnswerApi = {
    join: vi.fn(async () => ({ title: 'Light', classroom: 'Class 1' })),
    wait: vi.fn(
      () =>
        new Promise<PupilView>((resolve, reject) => {
          waits.push((answer) => (typeof answer === 'string' ? reject(new LessonError(answer, '')) : resolve(answer)));
        }),
    ),
    give: vi.fn(async () => {}),
  };
  const next = async (answer: PupilView | ErrorCode) => {
    await vi.waitFor(() => expect(waits.length).toBeGreaterThan(0));
    waits.shift()?.(answer);
  };
  const session = new AnswerSession(api, async () => {});
  return { api, session, next };
}

test('a pupil answers, corrects, and answers the next question', async () => {
  const { api, session, next } = server();
  void session.join(7);
  await next(view('q1'));
  await vi.waitFor(() => expect(session.screen.get()).toMatchObject({ name: 'lesson', view: { open: true } }));
  await session.give({ choices: [0] });
  await session.give({ choices: [1] });
  expect(session.screen.get()).toMatchObject({ own: { choices: [1] }, problem: null });
  await next(view('q2'));
  await vi.waitFor(() => expect(session.screen.get()).toMatchObject({ own: null }));
  expect(api.give).toHaveBeenCalledTimes(2);
});

test('a bad line is tried again for ever; a code that no longer holds is not', async () => {
  const { session, next } = server();
  void session.join(7);
  for (const code of ['unavailable', 'tooMany', 'internal'] as const) await next(code);
  await next(view('q1'));
  await vi.waitFor(() => expect(session.screen.get()).toMatchObject({ view: { revision: 'q1.true' } }));
  await next('lessonEnded');
  await vi.waitFor(() => expect(session.screen.get()).toEqual({ name: 'over', code: 'lessonEnded' }));
});

test('a number that another device has is asked for anew', async () => {
  const { api, session } = server();
  vi.mocked(api.join).mockRejectedValueOnce(new LessonError('seatTaken', ''));
  await session.join(7);
  expect(session.screen.get()).toEqual({ name: 'number', isBusy: false, problem: 'seatTaken' });
});

test('an answer that is not taken says why, and what was taken before stays', async () => {
  const { api, session, next } = server();
  void session.join(7);
  await next(view('q1'));
  await vi.waitFor(() => expect(session.screen.get()).toMatchObject({ view: { open: true } }));
  await session.give({ choices: [0] });
  vi.mocked(api.give).mockRejectedValueOnce(new LessonError('questionClosed', ''));
  await session.give({ choices: [1] });
  expect(session.screen.get()).toMatchObject({ own: { choices: [0] }, problem: 'questionClosed', isBusy: false });
});
