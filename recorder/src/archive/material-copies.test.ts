import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MaterialId, materialId } from '@tongke/signaling/protocol/lesson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MaterialCopies } from './material-copies.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-materials-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const idOf = (text: string): MaterialId => materialId(`${createHash('sha256').update(text).digest('hex')}.webp`);
const [page, other] = [idOf('page'), idOf('other')];
const copiesOf = (fetch: (id: MaterialId) => Promise<Buffer | null>) =>
  new MaterialCopies({ folder, fetch, onWritten: () => {} });

test('each file is fetched once, kept under its name, and listed with its hash', async () => {
  const asked: MaterialId[] = [];
  const copies = copiesOf(async (id) => {
    asked.push(id);
    return Buffer.from(id === page ? 'page' : 'other');
  });
  copies.want([page, other]);
  copies.want([page]);
  await copies.settle();
  expect(asked).toEqual([page, other]);
  expect(copies.list()).toEqual([
    { materialId: page, path: `materials/${page}`, lengthBytes: 4, sha256: page.slice(0, 64) },
    { materialId: other, path: `materials/${other}`, lengthBytes: 5, sha256: other.slice(0, 64) },
  ]);
  expect(await readFile(join(folder, 'materials', page), 'utf8')).toBe('page');
  // A recorder that starts anew finds it here.
  const later = copiesOf(async () => {
    throw new Error('not asked');
  });
  later.want([page]);
  await later.settle();
  expect(later.list()).toMatchObject([{ lengthBytes: 4 }]);
});

test('one that is not what its name says, or is not there, is listed as missing; a passing failure is tried again', async () => {
  let failures = 1;
  const copies = copiesOf(async (id) => {
    if (id === page && failures > 0) {
      failures -= 1;
      throw new Error('the line is down');
    }
    return id === page ? Buffer.from('page') : null;
  });
  copies.want([page, other]);
  await copies.settle();
  expect(copies.list()).toMatchObject([
    { materialId: page, lengthBytes: 4 },
    { materialId: other, lengthBytes: null, sha256: null },
  ]);
  const wrong = copiesOf(async () => Buffer.from('something else'));
  wrong.want([other]);
  await wrong.settle();
  expect(wrong.list()).toMatchObject([{ materialId: other, lengthBytes: null }]);
}, 20_000);
