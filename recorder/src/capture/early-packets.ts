interface EarlyPacket {
  datagram: Buffer;
  atMs: number;
  /** Of its sender. */
  ip: string;
  port: number;
}

const keptMs = 1_000;
const mostPackets = 1_000;

/** Packets that came before word of their stream: a tap's description and its first key frame race each other. */
export class EarlyPackets {
  #packets: EarlyPacket[] = [];

  add(packet: EarlyPacket): void {
    if (this.#packets.length < mostPackets) this.#packets.push(packet);
  }

  /** Gives each back, in order; the ones that are refused wait on, for at most a second. */
  retry(nowMs: number, accept: (packet: EarlyPacket) => boolean): void {
    const packets = this.#packets;
    this.#packets = [];
    for (const packet of packets) {
      const isOld = Math.abs(nowMs - packet.atMs) > keptMs;
      if (!accept(packet) && !isOld) this.#packets.push(packet);
    }
  }
}
