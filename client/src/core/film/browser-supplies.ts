import type { MaterialId } from '@tongke/signaling/protocol/lesson';
import { MissingFilm, type ShelfSupplies } from './film-shelf.ts';
import { probeFilm } from './probe-film.ts';

const addressOf = (id: MaterialId) => `/materials/${id}`;

/** Films from this page's own server, kept in the browser's memory. */
export const browserSupplies: ShelfSupplies = {
  async fetch(id, onReceived, signal) {
    const response = await fetch(addressOf(id), { signal });
    if (response.status === 404) throw new MissingFilm('no such film');
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      received += value.length;
      onReceived(received);
    }
    return new Blob(parts, { type: response.headers.get('content-type') ?? '' });
  },
  canPlay: (url) =>
    probeFilm(url).then(
      () => true,
      () => false,
    ),
  urlOf: (blob) => URL.createObjectURL(blob),
  revoke: (url) => URL.revokeObjectURL(url),
  streamOf: addressOf,
};
