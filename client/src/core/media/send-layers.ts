/**
 * Lets an encoder make its layers up to `maxSpatialLayer`, and none when it is -1. Takes effect without negotiation
 * (W3C WebRTC, `RTCRtpEncodingParameters.active`).
 */
export async function sendLayers(sender: RTCRtpSender, maxSpatialLayer: number): Promise<void> {
  const parameters = sender.getParameters();
  let changed = false;
  for (const [layer, encoding] of parameters.encodings.entries()) {
    const active = layer <= maxSpatialLayer;
    changed ||= encoding.active !== active;
    encoding.active = active;
  }
  if (changed) await sender.setParameters(parameters);
}
