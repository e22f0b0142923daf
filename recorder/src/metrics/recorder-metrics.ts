import { statfs } from 'node:fs/promises';
import { type RecordingAlarmCode, recordingAlarmCodes } from '@tongke/signaling/protocol/lesson';
import { noPackets, type PacketTotals } from '../capture/packet-totals.ts';
import { exposition, type Metric } from './exposition.ts';
import { Histogram } from './histogram.ts';

/** How one lesson's recording fares now. */
export interface LessonFigures {
  /** Whether its media is being captured; false while another recorder has it, and before and after. */
  isRecording: boolean;
  /** Tracks that should send now. */
  expectedTracks: number;
  alarms: readonly RecordingAlarmCode[];
  /** Since the recording began. */
  packets: PacketTotals;
}

/** What is written, as it is. */
export interface WriteFigures {
  segmentWritten(lengthBytes: number): void;
  journalWritten(lengthBytes: number): void;
  /** The journal is on the disk. */
  journalSynced(durationMs: number): void;
}

const syncBounds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
const sealingBounds = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60];

/** Figures of a recorder process since it started, for Prometheus. Owned by the process. */
export class RecorderMetrics implements WriteFigures {
  readonly #archivesPath: string;
  readonly #lessons = new Set<() => LessonFigures>();
  readonly #syncs = new Histogram(syncBounds);
  readonly #sealings = new Histogram(sealingBounds);
  readonly #former = noPackets();
  #segments = 0;
  #segmentBytes = 0;
  #journalBytes = 0;

  constructor(archivesPath: string) {
    this.#archivesPath = archivesPath;
  }

  segmentWritten(lengthBytes: number): void {
    this.#segments += 1;
    this.#segmentBytes += lengthBytes;
  }

  journalWritten(lengthBytes: number): void {
    this.#journalBytes += lengthBytes;
  }

  journalSynced(durationMs: number): void {
    this.#syncs.observe(durationMs);
  }

  /** An archive was sealed, so long after its lesson's end was heard of. */
  sealed(durationMs: number): void {
    this.#sealings.observe(durationMs);
  }

  /** A lesson is being recorded from now on. Returns the undo, for its end: what it counted stays counted. */
  follow(lesson: () => LessonFigures): () => void {
    this.#lessons.add(lesson);
    return () => {
      if (!this.#lessons.delete(lesson)) return;
      const { packets } = lesson();
      for (const kind of ['audio', 'video'] as const) {
        this.#former[kind].received += packets[kind].received;
        this.#former[kind].lost += packets[kind].lost;
      }
    };
  }

  /** All of them, in Prometheus' text format. */
  async text(): Promise<string> {
    const lessons = [...this.#lessons].map((figures) => figures());
    return exposition([
      ...this.#lessonMetrics(lessons),
      ...this.#writeMetrics(),
      gauge('disk_free_bytes', 'Free space for archives.', await freeBytes(this.#archivesPath)),
      ...processMetrics(),
    ]);
  }

  #lessonMetrics(lessons: readonly LessonFigures[]): Metric[] {
    const recording = lessons.filter(({ isRecording }) => isRecording).length;
    const packets = (what: 'received' | 'lost') =>
      (['audio', 'video'] as const).map((kind) => ({
        labels: { kind },
        value: lessons.reduce((sum, each) => sum + each.packets[kind][what], this.#former[kind][what]),
      }));
    const alarms = recordingAlarmCodes.map((code) => ({
      labels: { code },
      value: lessons.reduce((sum, each) => sum + each.alarms.filter((other) => other === code).length, 0),
    }));
    return [
      {
        ...gauge('lessons', 'Lessons, by whether this recorder captures them or stands by.', 0),
        samples: [
          { labels: { state: 'recording' }, value: recording },
          { labels: { state: 'standby' }, value: lessons.length - recording },
        ],
      },
      gauge('tracks_expected', 'Tracks that should send now.', sum(lessons.map((each) => each.expectedTracks))),
      { ...gauge('alarms', 'Alarms that stand, by code.', 0), samples: alarms },
      {
        ...counter('packets_received_total', 'RTP packets received, repeats not counted.', 0),
        samples: packets('received'),
      },
      { ...counter('packets_lost_total', 'RTP packets given up as lost.', 0), samples: packets('lost') },
    ];
  }

  #writeMetrics(): Metric[] {
    return [
      counter('segments_written_total', 'Media segments written.', this.#segments),
      counter('segment_bytes_total', 'Bytes of media segments written.', this.#segmentBytes),
      counter('journal_bytes_total', 'Bytes written to journals.', this.#journalBytes),
      {
        ...gauge('fdatasync_seconds', 'How long the disk took to keep a journal.', 0),
        type: 'histogram',
        samples: this.#syncs.samples(),
      },
      {
        ...gauge('sealing_seconds', "How long it took from word of a lesson's end to its sealed archive.", 0),
        type: 'histogram',
        samples: this.#sealings.samples(),
      },
    ];
  }
}

const prefix = 'tongke_recorder_';
const gauge = (name: string, help: string, value: number): Metric => ({
  name: prefix + name,
  help,
  type: 'gauge',
  samples: [{ value }],
});
const counter = (name: string, help: string, value: number): Metric => ({
  ...gauge(name, help, value),
  type: 'counter',
});
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Under the names that Prometheus' own libraries give them. */
function processMetrics(): Metric[] {
  const { user, system } = process.cpuUsage();
  const named = (name: string, help: string, type: 'counter' | 'gauge', value: number): Metric => ({
    name: `process_${name}`,
    help,
    type,
    samples: [{ value }],
  });
  return [
    named('cpu_seconds_total', 'Processor time, user and system.', 'counter', (user + system) / 1e6),
    named('resident_memory_bytes', 'Resident memory.', 'gauge', process.memoryUsage.rss()),
    named('start_time_seconds', 'When the process started.', 'gauge', performance.timeOrigin / 1_000),
  ];
}

async function freeBytes(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return Number.NaN;
  }
}
