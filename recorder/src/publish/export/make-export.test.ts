import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ArchiveFolder } from '../../archive/archive-folder.ts';
import { keyOf } from '../../archive-tool/sample-archive.test-support.ts';
import { verifyArchive } from '../../archive-tool/verify.ts';
import { signManifest } from '../../certificate/signature.ts';
import { makeFilmSample } from '../film-sample.test-support.ts';
import { readPublished } from '../published.ts';
import { exportPage } from './export-page.ts';
import { makeExport } from './make-export.ts';

let root: string;
let folder: ArchiveFolder;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongke-export-test-'));
  folder = await makeFilmSample(root);
}, 60_000);
afterAll(() => rm(root, { recursive: true, force: true }));

/** All files below a folder, relative to it. */
async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1));
}

test('a folder with the public archive, which verifies there, and nothing private', async () => {
  const out = join(root, 'out');
  const made = await makeExport(folder, { out, withArchive: true, language: 'zh' });
  const files = await filesIn(out);
  expect(files).toHaveLength(made.files);
  expect(files).toEqual(
    expect.arrayContaining(['index.html', 'film.mp4', 'film.jpg', `archive/${folder.name}/manifest.json`]),
  );
  expect(files.filter((file) => /private|recorder\.lock|\.part$/i.test(file))).toEqual([]);
  const { faults, hasLog } = await verifyArchive(join(out, 'archive', folder.name), {
    known: [(await keyOf(root)).public],
  });
  expect([faults, hasLog]).toEqual([[], false]);
  const again = makeExport(folder, { out, withArchive: true, language: 'zh' });
  await expect(again).rejects.toMatchObject({ refusal: { reason: 'exists' } });
}, 60_000);

test('a ZIP file that other programs unpack; the film is not made twice', async ({ skip }) => {
  const before = (await readPublished(folder.path)).find(({ kind }) => kind === 'programme');
  const made = await makeExport(folder, { out: null, withArchive: false, language: 'zh' });
  const published = await readPublished(folder.path);
  expect(published.find(({ kind }) => kind === 'programme')).toEqual(before);
  expect(published.find(({ kind }) => kind === 'export')).toMatchObject({ path: 'published/export.zip' });
  if (spawnSync('python3', ['--version']).status !== 0) skip('no other program to unpack it');
  const list =
    'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip()); print("\\n".join(z.namelist()))';
  const said = execFileSync('python3', ['-c', list, made.path]).toString().trim().split('\n');
  expect(said).toEqual(['None', 'lesson/index.html', 'lesson/film.mp4', 'lesson/film.jpg']);
}, 60_000);

test('a manifest that names private files exports none', async () => {
  const text = await readFile(folder.manifest, 'utf8');
  const { signature: _, ...manifest } = JSON.parse(text) as ArchiveManifest;
  const stolen = ['private/log.jsonl', 'PRIVATE/log.jsonl', '../../recorder-key.pem'];
  const materials = stolen.map((path) => ({ materialId: path, path, lengthBytes: 1, sha256: 'a'.repeat(64) }));
  await writeFile(
    folder.manifest,
    signManifest({ ...manifest, materials } as unknown as ArchiveManifest, await keyOf(root)),
  );
  try {
    const out = join(root, 'stolen');
    await makeExport(folder, { out, withArchive: true, language: 'zh' });
    expect(
      (await filesIn(out)).filter((file) => /log\.jsonl|pem/.test(file) && !file.startsWith('archive/keys/')),
    ).toEqual([]);
  } finally {
    await writeFile(folder.manifest, text);
  }
}, 60_000);

test('no title of a lesson becomes part of the page', async () => {
  const manifest = JSON.parse(await readFile(folder.manifest, 'utf8')) as ArchiveManifest;
  const evil = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>';
  const page = await exportPage({
    manifest: { ...manifest, title: evil, subject: evil },
    films: [{ path: 'film.mp4', kind: 'programme' }],
    poster: '',
    chapters: { zh: [{ fromMs: 0, toMs: 1, title: evil }], en: [] },
  });
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('<img');
});
