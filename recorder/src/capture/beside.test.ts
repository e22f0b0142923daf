import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TapDescription } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readJournalFolder } from '../journal/journal-folder.ts';
import { temporaryFolder } from '../test-support/recording.test-support.ts';
import { Capture } from './capture.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const ssrc = 0x1234;

/** A packet of the tap's only stream. */
function packet(sequence: number): Buffer {
  const datagram = Buffer.alloc(16);
  datagram.writeUInt16BE(0x80_64);
  datagram.writeUInt16BE(sequence, 2);
  datagram.writeUInt32BE(sequence * 960, 4);
  datagram.writeUInt32BE(ssrc, 8);
  return datagram;
}

async function journaled(name: string): Promise<number[]> {
  const sequences: number[] = [];
  for await (const record of readJournalFolder(join(folder.path, name))) {
    if (record.kind === 'datagram') sequences.push(record.datagram.readUInt16BE(2));
  }
  return sequences;
}

test('a capture that takes over the socket of another one lets it go on hearing, and keeps the socket when that one closes', async () => {
  const sfu = createSocket('udp4').bind(0, '127.0.0.1');
  await once(sfu, 'listening');
  const open = (name: string, beside: Capture | null) =>
    Capture.open({
      ...{ journalFolder: join(folder.path, name), ip: '127.0.0.1', nowMs: () => Date.now(), watch: null, beside },
      onFailure: (error) => {
        throw error;
      },
    });
  const rtpParameters = {
    codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
    encodings: [{ ssrc }],
  };
  const track = {
    trackId: 'mic',
    seatId: 'teacher',
    source: 'microphone',
    kind: 'audio',
    pipeId: 'pipe',
    consumerId: 'c',
  };
  const tap = {
    ...{ revision: 1, mediaEpoch: 'epoch', tracks: [{ ...track, rtpParameters }] },
    pipes: [{ pipeId: 'pipe', ip: '127.0.0.1', port: sfu.address().port }],
  } as unknown as TapDescription;
  const first = await open('first', null);
  first.follow(tap);
  const send = (sequence: number) => sfu.send(packet(sequence), first.port, '127.0.0.1');
  send(1);
  await expect.poll(() => journaled('first')).toEqual([1]);
  const second = await open('second', first);
  expect(second.port).toBe(first.port);
  second.follow(tap);
  send(2);
  await expect.poll(() => journaled('second')).toEqual([2]);
  await expect.poll(() => journaled('first')).toEqual([1, 2]);
  await first.close({ discardJournal: false });
  send(3);
  await expect.poll(() => journaled('second')).toEqual([2, 3]);
  expect(await journaled('first')).toEqual([1, 2]);
  await second.close({ discardJournal: false });
  sfu.close();
});
