import type { DtlsParameters, RtpCodecParameters } from 'mediasoup/types';
import type { EdgeConsumer, EdgeTransport } from './media-types.ts';

/*
 * Just enough SDP (RFC 8866, BUNDLE of RFC 9143) for a library that only speaks SDP to talk to an sfu that does not.
 */

/** One m-section: a consumer, or the place of one that is gone (sections are never taken away). */
export type Section = {
  readonly mid: string;
  readonly consumer: EdgeConsumer | undefined;
  readonly kind: 'audio' | 'video';
};

/** The sfu's offer to a seat that receives: one section for each consumer. */
export function receiveOffer(transport: EdgeTransport, sections: readonly Section[], version: number): string {
  return joinLines([
    ...sessionLines(
      version,
      sections.map(({ mid }) => mid),
    ),
    ...sections.flatMap((section) => [...mediaLines(section), ...transportLines(transport, 'actpass')]),
  ]);
}

/** The sfu's answer to a seat that sends what its own offer says. */
export function sendAnswer(transport: EdgeTransport, offer: string): string {
  const [, ...sections] = offer.split(/\r?\n(?=m=)/);
  const mids = sections.map((section, index) => /^a=mid:(.+)$/m.exec(section)?.[1]?.trim() ?? String(index));
  return joinLines([
    ...sessionLines(1, mids),
    ...sections.flatMap((section) => [...answerLines(section), ...transportLines(transport, 'passive')]),
  ]);
}

/** The DTLS side that a description of the library tells, for the sfu. */
export function dtlsOf(description: string): DtlsParameters {
  const { algorithm, value } = /^a=fingerprint:(?<algorithm>\S+) (?<value>\S+)/m.exec(description)?.groups ?? {};
  if (algorithm === undefined || value === undefined) throw new Error('the description has no fingerprint');
  return {
    role: 'client',
    fingerprints: [{ algorithm: algorithm as DtlsParameters['fingerprints'][0]['algorithm'], value }],
  };
}

function sessionLines(version: number, mids: readonly string[]): string[] {
  return [
    'v=0',
    `o=- 1 ${version} IN IP4 0.0.0.0`,
    's=-',
    't=0 0',
    'a=ice-lite',
    `a=group:BUNDLE ${mids.join(' ')}`,
    'a=msid-semantic: WMS *',
  ];
}

function mediaLines({ mid, consumer, kind }: Section): string[] {
  if (consumer === undefined) {
    return [`m=${kind} 9 UDP/TLS/RTP/SAVPF 0`, 'c=IN IP4 0.0.0.0', `a=mid:${mid}`, 'a=inactive', 'a=rtcp-mux'];
  }
  const { codecs, headerExtensions = [], encodings = [], rtcp } = consumer.rtpParameters;
  const [encoding] = encodings;
  const cname = rtcp?.cname ?? consumer.seatId;
  const ssrcs = [encoding?.ssrc, encoding?.rtx?.ssrc].filter((ssrc) => ssrc !== undefined);
  return [
    `m=${consumer.kind} 9 UDP/TLS/RTP/SAVPF ${codecs.map(({ payloadType }) => payloadType).join(' ')}`,
    'c=IN IP4 0.0.0.0',
    `a=mid:${mid}`,
    'a=sendonly',
    'a=rtcp-mux',
    'a=rtcp-rsize',
    ...codecs.flatMap(codecLines),
    ...headerExtensions.map(({ id, uri }) => `a=extmap:${id} ${uri}`),
    ...(ssrcs.length === 2 ? [`a=ssrc-group:FID ${ssrcs.join(' ')}`] : []),
    ...ssrcs.map((ssrc) => `a=ssrc:${ssrc} cname:${cname}`),
  ];
}

function codecLines({
  mimeType,
  payloadType,
  clockRate,
  channels = 1,
  parameters = {},
  rtcpFeedback = [],
}: RtpCodecParameters): string[] {
  const name = mimeType.split('/')[1] ?? '';
  const settings = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  return [
    `a=rtpmap:${payloadType} ${name}/${clockRate}${channels > 1 ? `/${channels}` : ''}`,
    ...(settings.length > 0 ? [`a=fmtp:${payloadType} ${settings.join(';')}`] : []),
    ...rtcpFeedback.map(({ type, parameter }) => `a=rtcp-fb:${payloadType} ${type}${parameter ? ` ${parameter}` : ''}`),
  ];
}

function transportLines({ iceParameters, iceCandidates, dtlsParameters }: EdgeTransport, setup: string): string[] {
  const fingerprint = dtlsParameters.fingerprints.find(({ algorithm }) => algorithm === 'sha-256');
  if (fingerprint === undefined) throw new Error('the sfu tells no sha-256 fingerprint');
  return [
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    `a=fingerprint:sha-256 ${fingerprint.value}`,
    `a=setup:${setup}`,
    ...iceCandidates
      .filter(({ protocol }) => protocol === 'udp')
      .map(
        ({ foundation, priority, address, port, type }) =>
          `a=candidate:${foundation} 1 UDP ${priority} ${address} ${port} typ ${type}`,
      ),
    'a=end-of-candidates',
  ];
}

/** Takes over from an offered section what was offered, turned round. */
function answerLines(section: string): string[] {
  const lines = section.split(/\r?\n/).filter((line) => line !== '');
  const kept = /^a=(mid|rtcp-mux|rtcp-rsize|rtpmap|fmtp|rtcp-fb):?/;
  const [media = '', ...attributes] = lines;
  return [
    media.replace(/^(m=\S+) \d+/, '$1 9'),
    'c=IN IP4 0.0.0.0',
    ...attributes.filter((line) => kept.test(line)),
    'a=recvonly',
  ];
}

const joinLines = (lines: readonly string[]) => `${lines.join('\r\n')}\r\n`;
