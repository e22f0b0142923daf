import { networkInterfaces } from 'node:os';
import type { IceCandidate } from 'mediasoup/types';

const loopback = '127.0.0.1';

/** Where workers listen, and under which addresses browsers are told to find them. */
export interface Addresses {
  listenIps: string[];
  /** Set when the machine cannot bind what it announces: every candidate is told under each of these. */
  announcedIps: string[] | undefined;
}

/** This machine's IPv4 addresses, loopback last; link-local ones lead nowhere and are left out. */
export function localAddresses(): string[] {
  const found = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outward = found
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .map(({ address }) => address);
  return [...new Set(outward), loopback];
}

/**
 * Announces each local address, bound one by one: a socket bound to all answers from the address of the route, not from
 * the one that was asked, and a browser on this machine then throws the answer away. Announced addresses that are not
 * this machine's own (it sits behind a translating router) lead to whichever of its own the router forwards to. Loopback
 * is always told as well, so that a browser on this machine gets through.
 */
export function chooseAddresses(announced: readonly string[], local: readonly string[]): Addresses {
  if (announced.length === 0) return { listenIps: [...local], announcedIps: undefined };
  const wanted = [...new Set([...announced, loopback])];
  if (wanted.every((ip) => local.includes(ip))) return { listenIps: wanted, announcedIps: undefined };
  return { listenIps: [...local], announcedIps: wanted };
}

/**
 * Tells, for each announced address, one candidate of each protocol: a worker has the same port on all of its own.
 * Without announced addresses the candidates are right as they are.
 */
export function announceCandidates(
  candidates: readonly IceCandidate[],
  announcedIps: readonly string[] | undefined,
): IceCandidate[] {
  if (announcedIps === undefined) return [...candidates];
  const byProtocol = new Map([...candidates].reverse().map((candidate) => [candidate.protocol, candidate]));
  return announcedIps.flatMap((ip, rank) =>
    [...byProtocol.values()].map((candidate) => ({
      ...candidate,
      foundation: `${candidate.foundation}${rank}`,
      priority: candidate.priority - rank,
      ip,
      address: ip,
    })),
  );
}

/** An address of this machine from which a recorder at `ip` can be reached. */
export function addressTowards(ip: string, local: readonly string[]): string {
  if (isLoopback(ip)) return loopback;
  const shared = (address: string): number => {
    const [a, b] = [address.split('.'), ip.split('.')];
    const differs = a.findIndex((part, position) => part !== b[position]);
    return differs === -1 ? a.length : differs;
  };
  return local.filter((address) => address !== loopback).sort((a, b) => shared(b) - shared(a))[0] ?? loopback;
}

export function isLoopback(ip: string): boolean {
  return ip.startsWith('127.');
}
