import type { Stream } from '@post-challenge/spec/command-line';
import { syncBuiltinESMExports } from 'node:module';

/** The stream of the report. */
export interface ReportStream extends Stream {
  /** Calls a function once everything is written, or cannot be written. */
  onDrained(callback: () => void): void;
}

/**
 * Reserves the standard output for the report: everything else that this process writes to it goes to the standard error from then on.
 *
 * @param onError - Called if the report cannot be written.
 */
export function reserveStdout(onError: (error: NodeJS.ErrnoException) => void): ReportStream {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.on('error', onError);
  // A console that was used before has kept the stream itself. Others, such as worker threads and `stdout.end()`, read the property.
  stdout.write = stderr.write.bind(stderr);
  Object.defineProperty(process, 'stdout', { configurable: true, enumerable: true, value: stderr });
  syncBuiltinESMExports();
  return {
    write: (text) => write(text),
    get isTTY() {
      return stdout.isTTY;
    },
    get columns() {
      return stdout.columns;
    },
    onDrained: (callback) => void write('', callback),
  };
}
