import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

const least = {
  TONGKE_DATA_DIR: '/data',
  TONGKE_SHARED_KEY_FILE: '/data/shared-key',
  SFU_URL: 'http://127.0.0.1:4000',
  CLIENT_DIST: '/client/dist',
};

test('the least that is needed, with defaults; an empty variable is none', () => {
  const environment = readEnvironment({ ...least, TLS_CERT: '', REDIS_URL: '' });
  expect(environment).toMatchObject({ HTTP_PORT: 0, HTTPS_PORT: 0, LOG_LEVEL: 'info' });
  expect([environment.TLS_CERT, environment.REDIS_URL]).toEqual([undefined, undefined]);
});

test('every variable that is missing or wrong is named', () => {
  expect(() => readEnvironment({})).toThrow(/TONGKE_DATA_DIR.*TONGKE_SHARED_KEY_FILE.*SFU_URL.*CLIENT_DIST/s);
  for (const [name, value] of [
    ['HTTP_PORT', '99999'],
    ['HTTPS_PORT', 'many'],
    ['TONGKE_DATA_DIR', 'relative/path'],
    ['LOG_LEVEL', 'loud'],
    ['REDIS_URL', 'not a url'],
    ['NODE_ID', 'a b'],
  ] as const) {
    expect(() => readEnvironment({ ...least, [name]: value })).toThrow(name);
  }
});
