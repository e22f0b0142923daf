import type { IceCandidate } from 'mediasoup/types';
import { expect, test } from 'vitest';
import { addressTowards, announceCandidates, chooseAddresses, localAddresses } from './addresses.ts';

const local = ['192.0.2.10', '198.51.100.4', '127.0.0.1'];
const candidate: IceCandidate = {
  ...{ foundation: 'udpcandidate', priority: 1_000, ip: '192.0.2.10', address: '192.0.2.10', protocol: 'udp' },
  ...{ port: 40_000, type: 'host' },
};

test('announces every address of the machine unless told otherwise', () => {
  expect(chooseAddresses([], local)).toEqual({ listenIps: local, announcedIps: undefined });
  expect(localAddresses().at(-1)).toBe('127.0.0.1');
});

test('binds only what is announced where that is its own, and loopback', () => {
  expect(chooseAddresses(['198.51.100.4'], local)).toEqual({
    listenIps: ['198.51.100.4', '127.0.0.1'],
    announcedIps: undefined,
  });
});

test('tells one candidate a protocol under each announced address behind a translating router', () => {
  const { listenIps, announcedIps } = chooseAddresses(['203.0.113.1'], local);
  expect(listenIps).toEqual(local);
  const second: IceCandidate = { ...candidate, ip: '198.51.100.4', address: '198.51.100.4', priority: 900 };
  const told = announceCandidates([candidate, second], announcedIps);
  expect(told[0]?.priority).toBe(candidate.priority);
  expect(told.map(({ address, ip, port }) => [address, ip, port])).toEqual([
    ['203.0.113.1', '203.0.113.1', 40_000],
    ['127.0.0.1', '127.0.0.1', 40_000],
  ]);
  expect(new Set(told.map(({ foundation }) => foundation)).size).toBe(2);
  expect(announceCandidates([candidate], undefined)).toEqual([candidate]);
});

test('reaches a recorder from the nearest address', () => {
  expect(addressTowards('127.0.0.1', local)).toBe('127.0.0.1');
  expect(addressTowards('198.51.100.77', local)).toBe('198.51.100.4');
});
