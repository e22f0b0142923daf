import { expect, test } from 'vitest';
import { readXapiEnvironment } from './xapi-environment.ts';

const home = 'https://lessons.school.example';

test('without anything said records are written, without links, and delivered nowhere', () => {
  expect(readXapiEnvironment({ XAPI_URL: '', XAPI_HOME: '' })).toEqual({
    settings: { home: 'https://installation.example/', language: 'zh-CN', replayLinks: false },
    lrs: null,
  });
});

test('a store needs a home beside it; a key needs its secret', () => {
  const store = { XAPI_URL: 'https://lrs.example/xapi', XAPI_KEY: 'k', XAPI_SECRET: 's' };
  expect(readXapiEnvironment({ ...store, XAPI_HOME: home, XAPI_LANGUAGE: 'bo-CN' })).toEqual({
    settings: { home: `${home}/`, language: 'bo-CN', replayLinks: true },
    lrs: { url: store.XAPI_URL, credentials: { key: 'k', secret: 's' } },
  });
  expect(readXapiEnvironment({ XAPI_HOME: home, XAPI_REPLAY_LINKS: 'no' }).settings.replayLinks).toBe(false);
  expect(() => readXapiEnvironment(store)).toThrow(/XAPI_HOME/);
  expect(() => readXapiEnvironment({ ...store, XAPI_HOME: home, XAPI_SECRET: '' })).toThrow(/XAPI_SECRET/);
});

test('children are not spoken of in the clear, and no secret is said in what is wrong', () => {
  const urls = ['http://lrs.example/', 'https://me:hunter2@lrs.example/', 'ftp://lrs.example/', 'lrs'];
  for (const url of urls) {
    expect(() => readXapiEnvironment({ XAPI_URL: url, XAPI_HOME: home }), url).toThrow(/^environment: XAPI_URL/);
  }
  for (const url of ['http://127.0.0.1:8080/', 'http://localhost/', 'http://[::1]/']) {
    expect(readXapiEnvironment({ XAPI_URL: url, XAPI_HOME: home }).lrs?.url).toBe(url);
  }
  expect(() => readXapiEnvironment({ XAPI_URL: urls[1], XAPI_HOME: home })).not.toThrow(/hunter2/);
});
