import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const project = join(import.meta.dirname, '../../..');

/** One real process of the product, and what it has said. */
export interface RunningProcess {
  child: ChildProcess;
  facts: Record<string, unknown>;
  /** Resolves with the next log line that has this message, counted from the last call for it. */
  said(message: string): Promise<Record<string, unknown>>;
  /** Whether it has logged this and nobody has asked for it yet. */
  has(message: string): boolean;
}

/** Starts the real sfu, signaling and recorder processes, each when it is asked for, on free ports and one data folder. */
export class Processes {
  readonly #dataDir: string;
  readonly #children: ChildProcess[] = [];
  #signalingUrl = '';
  #sfuUrl = '';

  private constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  static async open(dataDir: string): Promise<Processes> {
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, 'shared-key'), randomBytes(32).toString('hex'), { mode: 0o600 });
    const processes = new Processes(dataDir);
    const sfu = await processes.#start('sfu', { SFU_CONTROL_PORT: '0', SFU_WORKERS: '1', ANNOUNCED_IP: '127.0.0.1' });
    processes.#sfuUrl = `http://127.0.0.1:${sfu.facts.controlPort}`;
    const ports = { HTTP_PORT: '0', HTTPS_PORT: '0', CLIENT_DIST: join(project, 'client/dist') };
    const signaling = await processes.#start('signaling', { SFU_URL: processes.#sfuUrl, ...ports });
    processes.#signalingUrl = `http://127.0.0.1:${signaling.facts.httpPort}`;
    return processes;
  }

  recorder(environment: Record<string, string> = {}): Promise<RunningProcess> {
    return this.#start('recorder', { SIGNALING_URL: this.#signalingUrl, ...environment });
  }

  /** Calls the HTTP API as operator. */
  async api<Result>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Result> {
    const token = (await readFile(join(this.#dataDir, 'operator-token'), 'utf8')).trim();
    const response = await fetch(new URL(path, this.#signalingUrl), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Result;
  }

  async close(): Promise<void> {
    for (const child of this.#children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }

  async #start(name: string, environment: Record<string, string>): Promise<RunningProcess> {
    const child = fork(join(project, name, 'src/main.ts'), [], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        ...process.env,
        ...environment,
        TONGKE_DATA_DIR: this.#dataDir,
        TONGKE_SHARED_KEY_FILE: join(this.#dataDir, 'shared-key'),
        LOG_LEVEL: 'info',
      },
    });
    this.#children.push(child);
    const log = followLog(child);
    const [facts] = (await once(child, 'message')) as [Record<string, unknown>];
    return { child, facts, ...log };
  }
}

function followLog(child: ChildProcess): Pick<RunningProcess, 'said' | 'has'> {
  const lines: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  if (child.stdout) {
    createInterface(child.stdout).on('line', (line) => {
      lines.push(JSON.parse(line));
      for (const look of [...waiting]) look();
    });
  }
  const said: RunningProcess['said'] = (message) =>
    new Promise((resolve) => {
      const look = () => {
        const index = lines.findIndex(({ msg }) => msg === message);
        if (index < 0) return;
        waiting.delete(look);
        resolve(lines.splice(index, 1)[0] ?? {});
      };
      waiting.add(look);
      look();
    });
  return { said, has: (message) => lines.some(({ msg }) => msg === message) };
}
