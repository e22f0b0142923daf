/**
 * Shows a stream in a video element. The last frame of the former one is kept on the canvas, and `tell(true)` says that
 * the first frame of the new one is on the screen; `tell(false)` that there is only the kept one. Returns its undo.
 */
export function showStream(
  video: HTMLVideoElement,
  still: HTMLCanvasElement,
  stream: MediaStream | null,
  tell: (moving: boolean) => void,
): () => void {
  tell(false);
  video.srcObject = stream;
  if (!stream) return () => {};
  let frame = video.requestVideoFrameCallback(() => {
    frame = 0;
    tell(true);
  });
  const play = () => {
    // Refused only while the element is being taken away; pictures without sound may always play.
    video.play().catch(() => {});
  };
  play();
  // A browser pauses what it takes for over; a live picture goes on.
  video.addEventListener('pause', play);
  return () => {
    video.removeEventListener('pause', play);
    if (frame) video.cancelVideoFrameCallback(frame);
    else keepFrame(video, still);
    video.srcObject = null;
  };
}

function keepFrame(video: HTMLVideoElement, still: HTMLCanvasElement): void {
  if (video.videoWidth === 0) return;
  still.width = video.videoWidth;
  still.height = video.videoHeight;
  still.getContext('2d')?.drawImage(video, 0, 0);
}
