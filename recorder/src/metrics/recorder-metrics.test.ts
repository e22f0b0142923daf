import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { exposition } from './exposition.ts';
import { Histogram } from './histogram.ts';
import { MetricsServer } from './metrics-server.ts';
import { type LessonFigures, RecorderMetrics } from './recorder-metrics.ts';

const logger = pino({ level: 'silent' });
let server: MetricsServer | null = null;
afterEach(() => server?.close());

const lesson = (changes: Partial<LessonFigures> = {}): LessonFigures => ({
  isRecording: true,
  expectedTracks: 4,
  alarms: ['trackSilent', 'trackSilent', 'diskLow'],
  packets: { audio: { received: 100, lost: 2 }, video: { received: 300, lost: 0 } },
  ...changes,
});

test('lessons, tracks, alarms and packets of all lessons; what an ended one counted stays counted', async () => {
  const metrics = new RecorderMetrics(tmpdir());
  metrics.follow(() => lesson({ isRecording: false, alarms: [], expectedTracks: 0 }));
  const end = metrics.follow(() => lesson());
  const lines = async () => (await metrics.text()).split('\n');
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'tongke_recorder_lessons{state="recording"} 1',
      'tongke_recorder_lessons{state="standby"} 1',
      'tongke_recorder_tracks_expected 4',
      'tongke_recorder_alarms{code="trackSilent"} 2',
      'tongke_recorder_alarms{code="trackBlack"} 0',
      'tongke_recorder_packets_received_total{kind="audio"} 200',
      'tongke_recorder_packets_lost_total{kind="audio"} 4',
    ]),
  );
  end();
  end();
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'tongke_recorder_lessons{state="recording"} 0',
      'tongke_recorder_packets_received_total{kind="video"} 600',
    ]),
  );
});

test('serves them to this machine, and nothing else', async () => {
  const metrics = new RecorderMetrics(tmpdir());
  metrics.segmentWritten(1_000);
  metrics.segmentWritten(500);
  metrics.journalSynced(15);
  server = await MetricsServer.open(metrics, 0, logger);
  const url = `http://127.0.0.1:${server?.port}`;
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await response.text();
  expect(text).toContain('tongke_recorder_segment_bytes_total 1500\n');
  expect(text).toContain('# TYPE tongke_recorder_fdatasync_seconds histogram\n');
  expect(text).toContain('tongke_recorder_fdatasync_seconds_bucket{le="0.02"} 1\n');
  expect(Number(/^tongke_recorder_disk_free_bytes (.+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
  expect(Number(/^process_resident_memory_bytes (.+)$/m.exec(text)?.[1])).toBeGreaterThan(1e6);
  expect((await fetch(`${url}/other`)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405);
});

test('a port that is taken is no reason not to record', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await MetricsServer.open(new RecorderMetrics(tmpdir()), port, logger)).toBeNull();
  other.close();
});

test('a histogram counts what is not longer than each bound; labels are escaped', () => {
  const histogram = new Histogram([0.01, 0.1]);
  for (const durationMs of [10, 50, 5_000]) histogram.observe(durationMs);
  expect(exposition([{ name: 'a', help: 'b', type: 'histogram', samples: histogram.samples() }])).toBe(
    '# HELP a b\n# TYPE a histogram\na_bucket{le="0.01"} 1\na_bucket{le="0.1"} 2\na_bucket{le="+Inf"} 3\na_sum 5.06\na_count 3\n',
  );
  const label = { samples: [{ labels: { x: 'a"b\\c\nd' }, value: Number.NaN }] };
  expect(exposition([{ name: 'a', help: 'b', type: 'gauge', ...label }])).toContain('a{x="a\\"b\\\\c\\nd"} NaN\n');
});
