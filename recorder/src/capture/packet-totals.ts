/** RTP packets by kind of media. */
export interface PacketTotals {
  audio: { received: number; lost: number };
  video: { received: number; lost: number };
}

export const noPackets = (): PacketTotals => ({ audio: { received: 0, lost: 0 }, video: { received: 0, lost: 0 } });
