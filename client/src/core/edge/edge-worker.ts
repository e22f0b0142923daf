import { ownEdgeKey } from './edge-key.ts';
import type { EdgeCalls, FromEdge, TeeOptions, ToEdge } from './edge-messages.ts';
import { budgetFor } from './file-budget.ts';
import { FrameFiles } from './frame-files.ts';
import { KeptTracks } from './kept-tracks.ts';
import { type FramePass, teeFrames } from './tee-frames.ts';

let opened: Promise<FrameFiles> | undefined;
/** Opened by the first who needs them: a page that joins has other things to do. */
const files = (): Promise<FrameFiles> => {
  opened ??= openFiles();
  return opened;
};
const tracks = new KeptTracks(async (name, frames) => (await files()).append(name, frames));

async function openFiles(): Promise<FrameFiles> {
  const { quota } = await navigator.storage.estimate();
  return await FrameFiles.open(await navigator.storage.getDirectory(), await ownEdgeKey(), budgetFor(quota));
}

addEventListener('rtctransform', (event) => {
  const { transformer } = event as Event & { transformer: FramePass & { options: TeeOptions } };
  const { key, kind } = transformer.options;
  void teeFrames(transformer, kind, tracks.begun(key, kind));
});

const calls: { [Call in keyof EdgeCalls]: (input: EdgeCalls[Call][0]) => Promise<EdgeCalls[Call][1]> } = {
  async named(names) {
    tracks.named(names);
    return null;
  },
  async closed({ key }) {
    for (const name of await tracks.closed(key)) (await files()).close(name);
    return null;
  },
  async list() {
    return await (await files()).list();
  },
  async frames({ ranges, after, ...name }) {
    return await (await files()).read(name, ranges, after);
  },
  async forget({ lessonId }) {
    await (await files()).forget(lessonId);
    return null;
  },
};

addEventListener('message', ({ data }: MessageEvent<ToEdge>) => {
  const { id, call, input } = data;
  // The table has for each call what takes its input.
  const answer = (calls[call] as (input: unknown) => Promise<EdgeCalls[keyof EdgeCalls][1]>)(input);
  answer.then(
    (value) => postMessage({ id, answer: value } satisfies FromEdge),
    (error: unknown) => postMessage({ id, failed: String(error) } satisfies FromEdge),
  );
});
postMessage({ id: 'ready' } satisfies FromEdge);
