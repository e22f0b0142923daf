import type { Readable } from 'node:stream';
import fluent from 'fluent-ffmpeg';

/*
 * The only file that knows fluent-ffmpeg, which is archived upstream. All that the rest asks for is {@link decode} and {@link encode}:
 * whoever replaces it spawns a process with these arguments.
 */

/** What one run of ffmpeg reads: a file, or bytes as they come; with the options that stand before it. */
export interface FfmpegInput {
  source: string | Readable;
  options?: readonly string[];
}

/** ffmpeg said that it could not; its own last lines are the message. */
export class FfmpegError extends Error {
  /** The disk has no room for what it writes. */
  readonly isDiskFull: boolean;

  constructor(message: string, said: string) {
    super(message);
    this.isDiskFull = /no space left on device/i.test(said);
  }
}

/** A decoder's raw output. Destroying `bytes` ends the process; when the process fails, `bytes` end early. */
export interface Decoding {
  bytes: Readable;
  /** What it said when it failed; null while it has not. */
  readonly failure: string | null;
}

/** Decodes to standard output. @param options stand before the output, its format among them */
export function decode(program: string, input: FfmpegInput, options: readonly string[]): Decoding {
  const command = start(program, [input]).outputOptions([...options]);
  const decoding: { bytes: Readable; failure: string | null } = {
    // With no destination it makes a PassThrough, which its types leave open.
    bytes: command.pipe() as unknown as Readable,
    failure: null,
  };
  command.on('error', (error, _out, said) => {
    decoding.failure = lastLines(said) || error.message;
    if (!decoding.bytes.destroyed) decoding.bytes.push(null);
  });
  decoding.bytes.once('close', () => command.kill('SIGKILL'));
  // Ends with `failure`; who reads it learns that there is nothing more.
  decoding.bytes.on('error', () => {});
  return decoding;
}

/** Writes a file. Rejects with {@link FfmpegError}, or with the signal's reason once it is aborted; what is written stays for its owner. */
export function encode(
  program: string,
  inputs: readonly FfmpegInput[],
  output: { path: string; options: readonly string[] },
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const command = start(program, inputs).outputOptions([...output.options]);
    const stop = () => command.kill('SIGKILL');
    signal?.addEventListener('abort', stop, { once: true });
    const settle = (failure: unknown) => {
      signal?.removeEventListener('abort', stop);
      // What makes the bytes learns that nobody takes them any more.
      for (const { source } of inputs) if (typeof source !== 'string') source.destroy();
      if (signal?.aborted) reject(signal.reason);
      else if (failure === null) resolve();
      else reject(failure);
    };
    command
      .on('end', (_out, said) => {
        // It ends well when a file's last bytes did not fit.
        const isCut = /no space left on device|error writing trailer/i.test(said ?? '');
        settle(isCut ? new FfmpegError(lastLines(said), said ?? '') : null);
      })
      .on('error', (error, _out, said) => {
        settle(new FfmpegError(lastLines(said) || error.message, `${said ?? ''} ${error.message}`));
      })
      .save(output.path);
  });
}

function start(program: string, inputs: readonly FfmpegInput[]): fluent.FfmpegCommand {
  const command = fluent({ stdoutLines: 40 }).setFfmpegPath(program);
  for (const { source, options = [] } of inputs) {
    command.input(source);
    if (options.length > 0) command.inputOptions([...options]);
  }
  return command;
}

const lastLines = (said: string | null | undefined): string =>
  (said ?? '')
    .trim()
    .split('\n')
    .filter((line) => !/^(frame|size)=/.test(line))
    .slice(-3)
    .join(' ');
