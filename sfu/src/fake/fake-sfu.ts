import { pino } from 'pino';
import { type Clock, systemClock } from '../clock.ts';
import { ControlServer } from '../control-server.ts';
import { MediaNode } from '../node.ts';
import { FakeEngine } from './fake-engine.ts';

/** An sfu behind the real control door that moves no media. */
export interface FakeSfu {
  readonly port: number;
  readonly engine: FakeEngine;
  /** The tracks that the node holds for a lesson, and whether each is kept from everybody. */
  tracks(lessonId: string): { trackId: string; paused: boolean }[];
  close(): Promise<void>;
}

/** For tests of whoever speaks the control contract. It listens on 127.0.0.1, on a free port unless told which. */
export async function startFakeSfu(options: {
  sharedKey: string;
  port?: number;
  workers?: number;
  clock?: Clock;
}): Promise<FakeSfu> {
  const { sharedKey, port = 0, workers, clock = systemClock } = options;
  const log = pino({ level: 'silent' });
  const engine = new FakeEngine(workers);
  const node = new MediaNode({ engine, clock, log, version: 'fake' });
  const server = await ControlServer.listen({ node, sharedKey, host: '127.0.0.1', port, log });
  const close = async (): Promise<void> => {
    await server.close();
    await node.close();
  };
  const tracks = (lessonId: string) =>
    [...(node.find(lessonId)?.tracks.values() ?? [])].map(({ trackId, paused }) => ({ trackId, paused }));
  return { port: server.port, engine, tracks, close };
}
