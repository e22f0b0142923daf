import type { Page } from 'puppeteer';

/** Sends a page's media through a lab: to its ports instead of the server's. */
export async function leadMedia({ page }: { readonly page: Page }, udpPort: number, tcpPort: number): Promise<void> {
  await page.evaluateOnNewDocument(
    (udp, tcp) => {
      const lead = (sdp: string) =>
        sdp.replace(
          /^(a=candidate:\S+ \d+ (udp|tcp) \d+ \S+) \d+/gim,
          (_, head: string, kind: string) => `${head} ${kind.toLowerCase() === 'udp' ? udp : tcp}`,
        );
      window.RTCPeerConnection = class extends RTCPeerConnection {
        override setRemoteDescription({ type, sdp = '' }: RTCSessionDescriptionInit): Promise<void> {
          return super.setRemoteDescription({ type, sdp: lead(sdp) });
        }
      };
    },
    udpPort,
    tcpPort,
  );
}
