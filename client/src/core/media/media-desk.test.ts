import type { ConsumerDescription, SeatMedia } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LessonLink } from '../link/lesson-link.ts';
import { Watched } from '../watched.ts';
import { MediaDesk } from './media-desk.ts';
import type { MediaSession } from './media-session.ts';

const opened = vi.hoisted(() => ({ open: vi.fn<(options: { media: SeatMedia }) => Promise<MediaSession>>() }));
vi.mock('./media-session.ts', () => ({ MediaSession: opened }));

const media = { mediaEpoch: 'epoch', revision: 1, consumers: [] } as unknown as SeatMedia;
const microphone = [{ consumerId: 'microphone', trackId: 't-microphone' }] as unknown as ConsumerDescription[];

/** A session that is built, and what it was told to receive. */
function built(mediaEpoch: string) {
  const reconcile = vi.fn();
  const session = { mediaEpoch, isOf: () => true, close: () => {}, send: { reconcile: () => {}, sent: [] } };
  return { reconcile, session: { ...session, receive: { reconcile, tracks: new Watched(new Map()) } } };
}

let desk: MediaDesk;
beforeEach(() => {
  desk = new MediaDesk(() => ({ request: async () => null }) as unknown as LessonLink, { keeps: false });
});
afterEach(() => {
  desk.close();
  opened.open.mockReset();
});

test('what should be received is not lost while the session is built', async () => {
  const { session, reconcile } = built('epoch');
  const building = Promise.withResolvers<MediaSession>();
  opened.open.mockReturnValue(building.promise);
  desk.adopt(media);
  await vi.waitFor(() => expect(opened.open).toHaveBeenCalled());
  desk.consumers({ mediaEpoch: 'epoch', revision: 2, consumers: microphone });
  building.resolve(session as unknown as MediaSession);
  await vi.waitFor(() => expect(desk.state.get()).toBe('open'));
  expect(reconcile.mock.calls).toMatchObject([[{ revision: 2, consumers: microphone }]]);
  desk.consumers({ mediaEpoch: 'epoch', revision: 3, consumers: [] });
  expect(reconcile.mock.lastCall).toMatchObject([{ revision: 3 }]);
});

test('what was said of another session is not received by this one', async () => {
  const { session, reconcile } = built('epoch');
  opened.open.mockResolvedValue(session as unknown as MediaSession);
  desk.consumers({ mediaEpoch: 'former', revision: 7, consumers: microphone });
  desk.adopt(media);
  await vi.waitFor(() => expect(desk.state.get()).toBe('open'));
  expect(reconcile).not.toHaveBeenCalled();
});
