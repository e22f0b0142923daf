// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { findProgram } from './places.mjs';
import { run } from './run.mjs';
import { SetUpError } from './set-up-error.mjs';
import { text } from './text.mjs';

const lockTimeoutSeconds = 600;
const lockRetryMs = 3_000;

let listsAreFresh = false;

/**
 * Installs Debian packages, as root or by `sudo -n`, waiting for others that hold apt's locks.
 * @param {string[]} packages
 * @param {(detail: string) => void} progress
 * @throws {SetUpError} whose message is the reason alone, for the caller's sentence
 */
export async function aptInstall(packages, progress) {
  const names = packages.join(' ');
  const apt = findProgram(['apt-get']);
  if (apt === undefined) throw new SetUpError(text.reasonNoApt);
  const asRoot = await rootPrefix();
  if (asRoot === undefined) throw new SetUpError(text.reasonNoRoot(names));
  // apt makes its status channel non-blocking, and packages' scripts that write to the same one then fail; so that goes to
  // standard output alone and words to standard error. The shell does it behind sudo, which hands no other channel on.
  const shell = ['sh', '-c', 'exec 3>&1 1>&2; exec "$@"', 'sh', 'env', 'DEBIAN_FRONTEND=noninteractive', apt];
  const [program = 'sh', ...prefix] = [...asRoot, ...shell];
  const common = [...prefix, '-q', '-o', `DPkg::Lock::Timeout=${lockTimeoutSeconds}`];
  if (!listsAreFresh) {
    progress(text.aptUpdate);
    const result = await patiently(() => run('apt-update', program, [...common, 'update']), progress);
    // A broken third-party source fails the update and yet leaves Debian's own lists fresh: the installation decides.
    listsAreFresh = result.code === 0;
  }
  const args = [...common, '-o', 'APT::Status-Fd=3', 'install', '-y', '--no-install-recommends', ...packages];
  const onLine = (/** @type {string} */ line) => tellProgress(line, progress);
  const install = () => patiently(() => run(`apt-${packages[0]}`, program, args, { onLine }), progress);
  let result = await install();
  if (result.code !== 0 && result.tail.includes('dpkg --configure -a')) {
    // An installation that was stopped half-way, perhaps by a Ctrl-C here, has to be finished first.
    await run('dpkg-configure', program, [...prefix.slice(0, -1), 'dpkg', '--configure', '-a']);
    result = await install();
  }
  if (result.code !== 0) throw new SetUpError(text.reasonApt(names), { detail: `${result.tail}\n${result.log}` });
}

/** @returns {Promise<string[] | undefined>} What stands before a command that needs root; nothing when there is no way. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram(['sudo']);
  if (sudo === undefined) return undefined;
  const result = await run('sudo', sudo, ['-n', 'true']);
  return result.code === 0 ? [sudo, '-n'] : undefined;
}

// The lists' own lock knows no waiting in apt itself.
/**
 * @param {() => Promise<import('./run.mjs').RunResult>} attempt
 * @param {(detail: string) => void} progress
 */
async function patiently(attempt, progress) {
  const deadline = Date.now() + lockTimeoutSeconds * 1000;
  for (;;) {
    const result = await attempt();
    const locked = result.code !== 0 && /could not get lock|unable to lock/i.test(result.tail);
    if (!locked || Date.now() > deadline) return result;
    progress(text.aptLocked);
    await delay(lockRetryMs);
  }
}

// apt's status lines: `dlstatus:<item>:<percent>:<text>` and `pmstatus:<package>:<percent>:<text>`.
function tellProgress(/** @type {string} */ line, /** @type {(detail: string) => void} */ progress) {
  const [, kind, percent] = /^(dl|pm)status:[^:]*(?::[^:]*)?:([\d.]+):/.exec(line) ?? [];
  if (kind === 'dl') progress(text.downloading(Math.round(Number(percent))));
  if (kind === 'pm') progress(text.installing(Math.round(Number(percent))));
}
