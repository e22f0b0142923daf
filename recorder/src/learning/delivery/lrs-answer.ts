/** What a Learning Record Store made of statements. */
export type LrsAnswer =
  | { kind: 'taken' }
  /** It holds another statement by the id of one of these; it has taken none of them. */
  | { kind: 'known' }
  /** One of these, or all together, is not acceptable; it has taken none of them. `tooLarge`: the request was. */
  | { kind: 'refused'; status: number; words: string; tooLarge: boolean }
  /** Whoever sends may not. */
  | { kind: 'denied'; status: number }
  /** It cannot now. `afterMs`: it asked to be left alone that long. */
  | { kind: 'later'; why: string; afterMs: number | null };

/** What is kept of an answer's text. */
const wordsAtMost = 2_000;
const longestPauseMs = 24 * 3_600_000;

/** Reads a response. Where it is not one that xAPI knows of, the statements are kept for later. */
export function answerOf({ status, headers }: Pick<Response, 'status' | 'headers'>, words: string): LrsAnswer {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  switch (status) {
    case 409:
      return { kind: 'known' };
    case 400:
    case 413:
    case 422:
      return { kind: 'refused', status, words, tooLarge: status === 413 };
    case 401:
    case 403:
      return { kind: 'denied', status };
    default:
      return {
        kind: 'later',
        why: `answered ${status}`,
        afterMs: retryAfterMs(headers.get('retry-after'), Date.now()),
      };
  }
}

/** Retry-After (RFC 9110, 10.2.3), in seconds or as a date, at most a day; null when there is none that can be read. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const waitMs = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(waitMs) ? null : Math.min(longestPauseMs, Math.max(0, waitMs));
}

/**
 * The beginning of what a refusal says, as far as it comes; nothing of other answers, whose text says no more than their status. Never
 * throws.
 */
export async function wordsOf(response: Response): Promise<string> {
  if (response.status < 400 || response.status >= 500) {
    await response.body?.cancel().catch(() => {});
    return '';
  }
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > wordsAtMost) break;
    }
  } catch {
    // The status stands although its words broke off.
  }
  return text.slice(0, wordsAtMost);
}
