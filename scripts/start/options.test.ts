import { expect, test } from 'vitest';
import { linkLines, namedPaths, networkAddresses } from './links.ts';
import { parseOptions } from './options.ts';
import { languages } from './text.ts';

test('has sound defaults', () => {
  expect(parseOptions([], {}, '/project')).toEqual({
    dataDir: '/project/data',
    http: { port: 3000 },
    https: { port: 3443 },
    demo: true,
    spare: false,
    twins: false,
  });
});

test('a flag goes before a variable, a variable before a default', () => {
  const environment = { HTTP_PORT: '8001', HTTPS_PORT: '8443', TONGKE_DATA_DIR: '/srv/tongke' };
  expect(parseOptions(['--port', '8000', '--no-demo', '--spare', '--twins'], environment, '/project')).toEqual({
    dataDir: '/srv/tongke',
    http: { port: 8000, variable: '--port' },
    https: { port: 8443, variable: 'HTTPS_PORT' },
    demo: false,
    spare: true,
    twins: true,
  });
  expect(parseOptions(['--data=elsewhere'], environment, '/project').dataDir).toBe('/project/elsewhere');
});

test.each(['http', '0', '65536', '-1', '3000x', '1e3'])('refuses %s as a port', (value) => {
  expect(() => parseOptions([], { HTTP_PORT: value }, '/')).toThrow(
    `HTTP_PORT must be a port between 1 and 65535, not "${value}".`,
  );
});

test.each([['--prot', '1'], ['--port'], ['x']])('refuses %s', (...args) => {
  expect(() => parseOptions(args, {}, '/')).toThrow(/^There is no option/);
});

test('names the links, the operator’s first, and numbers what comes several times', () => {
  const paths = namedPaths('T', [
    { role: 'classroom', classroomId: 'a', path: '/classroom#t=A' },
    { role: 'classroom', classroomId: 'b', path: '/classroom#t=B' },
    { role: 'classroom', classroomId: 'c', name: 'Class 3A', path: '/classroom#t=C' },
    { role: 'audience', path: '/watch#t=W' },
    { role: 'teacher', path: '/teacher#t=M' },
    { role: 'recorder', path: '/recorder#t=R' },
  ]);
  expect(linkLines('http://localhost:3000', paths)).toEqual([
    '  Lessons (operator)  http://localhost:3000/lessons#t=T',
    '  Teacher             http://localhost:3000/teacher#t=M',
    '  Classroom 1         http://localhost:3000/classroom#t=A',
    '  Classroom 2         http://localhost:3000/classroom#t=B',
    '  Class 3A            http://localhost:3000/classroom#t=C',
    '  Watch               http://localhost:3000/watch#t=W',
  ]);
});

test('aligns Chinese as a terminal shows it', () => {
  const lines = linkLines('', [
    { label: '主讲教师', path: '/1' },
    { label: 'ab', path: '/2' },
  ]);
  expect(lines).toEqual(['  主讲教师  /1', '  ab        /2']);
});

test('says where the network reaches this machine, never loopback', () => {
  expect(networkAddresses({ ANNOUNCED_IP: '127.0.0.1, 192.0.2.7,192.0.2.7' })).toEqual(['192.0.2.7']);
  expect(networkAddresses({}).every((address) => !address.startsWith('127.'))).toBe(true);
});

test('both languages say the same things', () => {
  expect(Object.keys(languages.zh)).toEqual(Object.keys(languages.en));
  expect(Object.keys(languages.zh.roles)).toEqual(Object.keys(languages.en.roles));
});
