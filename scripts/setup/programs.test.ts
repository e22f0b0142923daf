import { afterEach, expect, test, vi } from 'vitest';
import { nginx } from './programs.mjs';
import { tasks } from './steps.mjs';

afterEach(() => vi.unstubAllEnvs());

test('nginx is there for the tests, and for nothing that a school runs', () => {
  const needing = Object.entries(tasks).flatMap(([name, { steps }]) => (steps.includes(nginx) ? [name] : []));
  expect(needing).toEqual(['test', 'prepare']);
});

test('a given nginx that cannot run is no nginx, and the tests are told of one that can', async () => {
  vi.stubEnv('NGINX_PATH', '/no/such/nginx');
  expect(nginx.isReady()).toBe(false);
  await expect(nginx.make(() => {})).rejects.toThrow('NGINX_PATH');
  vi.stubEnv('NGINX_PATH', process.execPath);
  expect(nginx.isReady()).toBe(true);
  expect(nginx.environment()).toEqual({ NGINX_PATH: process.execPath });
});
