import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deviceId } from '../../protocol/lesson.ts';
import type { Log } from '../log/log.ts';
import { openRedisLog } from '../log/redis-log.ts';
import { startTestRedisServer, type TestRedisServer } from '../log/redis-server.test-support.ts';
import { Catalogue } from './catalogue.ts';

let redis: TestRedisServer;
const logs: Log[] = [];
const startNode = async () => {
  const log = await openRedisLog({ url: redis.url, logger: pino({ level: 'silent' }) });
  logs.push(log);
  return await Catalogue.open(log);
};
beforeAll(async () => {
  redis = await startTestRedisServer();
});
afterAll(async () => {
  await Promise.all(logs.map((log) => log.close()));
  await redis.close();
});

test('nodes that share a Redis share the catalogue: a code shown by one is typed in at another', async () => {
  const [here, there] = [await startNode(), await startNode()];
  const { schoolId } = await here.addSchool('山区小学');
  const [first, second] = await Promise.all([
    here.addClassroom(schoolId, '一班'),
    there.addClassroom(schoolId, '二班'),
  ]);
  const { code, pollKey } = await here.beginPairing(deviceId('pc'));
  await there.pair(code, second.classroomId, null);
  // Nobody asks this node: it hears of it.
  await vi.waitFor(() => expect(here.state.devices.get(deviceId('pc'))?.classroomId).toBe(second.classroomId));
  expect(await here.claim(pollKey)).toMatchObject({ state: 'paired' });
  await vi.waitFor(() => expect([...there.state.devices.values()][0]?.credentialHash).not.toBeNull());
  const late = await startNode();
  expect([...late.state.classrooms.keys()].sort()).toEqual([first.classroomId, second.classroomId].sort());
  for (const node of [here, there, late]) node.close();
});
