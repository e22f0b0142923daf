import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { uploadMaterial } from './upload.ts';

const bringer = { lessonId: 'lesson', seatKey: 'teacher.secret' };
const id = `${'a'.repeat(64)}.png`;

/** A server that keeps what comes; `troubles` come first, one for each request. */
function server(...troubles: ((taken: () => void) => Response | Error)[]) {
  let kept = 0;
  const ranges: string[] = [];
  const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status });
  const take = (range: string): Response => {
    const [, from, to, total] = /bytes (\d+)-(\d+)\/(\d+)/.exec(range)?.map(Number) ?? [];
    if (from === kept) kept = (to ?? 0) + 1;
    return answer(200, { receivedBytes: kept, materialId: kept === total ? id : null });
  };
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    const range = new Headers(init.headers).get('content-range') ?? '';
    ranges.push(range);
    const trouble = troubles.shift();
    if (!trouble) return take(range);
    const answered = trouble(() => take(range));
    if (answered instanceof Error) throw answered;
    return answered;
  });
  return { ranges, answer };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const upload = async (sizeBytes: number, options = {}) => {
  const done = uploadMaterial(new Blob([new Uint8Array(sizeBytes)]), bringer, options);
  done.catch(() => {});
  await vi.runAllTimersAsync();
  return await done;
};

describe('bringing a file', () => {
  test('goes part by part, larger ones while they are quick, and tells how far it is', async () => {
    const { ranges } = server();
    const shares: number[] = [];
    expect(await upload(1_000_000, { onProgress: (share: number) => shares.push(share) })).toBe(id);
    expect(ranges).toEqual(['bytes 0-262143/1000000', 'bytes 262144-786431/1000000', 'bytes 786432-999999/1000000']);
    expect(shares.at(-1)).toBe(1);
  });

  test('goes on after a dropped line where the server stands, with smaller parts', async () => {
    const { ranges } = server(
      () => new Error('no line'),
      (take) => {
        take();
        return new Error('the answer was lost');
      },
    );
    expect(await upload(200_000)).toBe(id);
    expect(ranges).toEqual([
      'bytes 0-199999/200000',
      'bytes 0-131071/200000',
      'bytes 0-65535/200000',
      'bytes 131072-199999/200000',
    ]);
  });

  test('ends with what the server refuses', async () => {
    const refusing = server(
      () => new Response(JSON.stringify({ error: { code: 'unsupportedMedia', message: '' } }), { status: 415 }),
    );
    await expect(upload(100)).rejects.toMatchObject({ code: 'unsupportedMedia' });
    expect(refusing.ranges).toHaveLength(1);
    await expect(upload(0)).rejects.toMatchObject({ code: 'unsupportedMedia' });
  });

  test('ends when it is called off, between tries too', async () => {
    const abort = new AbortController();
    server(() => {
      abort.abort(new Error('called off'));
      return new Error('no line');
    });
    await expect(upload(100, { signal: abort.signal })).rejects.toThrow('called off');
  });
});
