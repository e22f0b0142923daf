interface Codec {
  kind: string;
  mimeType: string;
  parameters?: Record<string, unknown>;
}

/**
 * What a picture is sent as, best first: H.264 constrained baseline goes into the archive and to players untouched and has
 * hardware decoders in cheap boxes; VP9 goes into the archive too; VP8 is for a device that can send nothing else.
 */
const order: readonly ((codec: Codec) => boolean)[] = [
  (codec) => is(codec, 'h264') && Number(codec.parameters?.['packetization-mode'] ?? 0) === 1,
  (codec) => is(codec, 'vp9') && Number(codec.parameters?.['profile-id'] ?? 0) === 0,
  (codec) => is(codec, 'vp8'),
];

const is = (codec: Codec, name: string) => codec.mimeType.toLowerCase() === `video/${name}`;

/** The best picture codec among those that both this browser can send and the server takes; undefined when there is none. */
export function chooseVideoCodec<Candidate extends Codec>(codecs: readonly Candidate[]): Candidate | undefined {
  const pictures = codecs.filter((codec) => codec.kind === 'video');
  for (const fits of order) {
    const found = pictures.find(fits);
    if (found) return found;
  }
  return undefined;
}
