import { EXIT_ERROR, escapeControls } from '@post-challenge/spec/command-line';
import { ImplementationError } from '../../implementations/implementation.ts';
import { refuseEndings } from '../../implementations/process/refuse-endings.ts';
import { setTimeout } from '../../language/real-timers.ts';
import { expectUncaughtErrors, reportUncaughtError } from '../../runner/uncaught-errors.ts';
import { signalChildProcesses, watchChildProcesses } from './child-processes.ts';
import { describeSuiteFailure, isSuiteFailure } from '../suite-failure.ts';

/** How long the process may go on after its report, in milliseconds, if the implementation leaves something open. */
const GRACE = 1000;

/** The sentence if the event loop is empty before the command has ended. */
const UNFINISHED =
  'There is no report: the implementation waits for a promise that nothing can settle. Settle it, and run again.';

/**
 * Ends this process. Neither exit handlers nor `process.exit` and its like nor `process.exitCode` of the implementation change the exit
 * code.
 */
export class Ending {
  readonly #exit = refuseEndings((call) => this.#refuseEnding(call));
  #code: number | undefined;
  #isEnding = false;

  constructor() {
    expectUncaughtErrors();
    watchChildProcesses();
    process.on('uncaughtException', (error) => this.#receiveUncaught(error));
    process.once('exit', () => (this.#code === undefined ? this.fail(UNFINISHED) : this.#end()));
  }

  /** Ends the process with a sentence and the exit code of a command without a result. */
  fail(sentence: string): never {
    this.#code ??= EXIT_ERROR;
    process.stderr.write(`${escapeControls(sentence)}\n`);
    return this.#end();
  }

  /** Ends the process with the exit code of the command, as soon as nothing is left to do, at the latest after a short grace. */
  finish(code: number): void {
    this.#code = code;
    process.exitCode = code;
    signalChildProcesses('SIGTERM');
    setTimeout(() => this.#end(), GRACE).unref();
  }

  #end(): never {
    const code = this.#code ?? EXIT_ERROR;
    if (!this.#isEnding) {
      this.#isEnding = true;
      for (const handler of takeExitHandlers()) tryCall(() => handler.call(process, code));
      signalChildProcesses('SIGKILL');
    }
    takeExitHandlers();
    return this.#exit(code);
  }

  #refuseEnding(call: string): never {
    const error = new ImplementationError(
      `The implementation called ${call}, which would end the check. Throw an error instead.`,
    );
    if (!this.#isEnding && this.#code !== undefined) return this.#end();
    if (!this.#isEnding) reportUncaughtError(error);
    throw error;
  }

  #receiveUncaught(error: unknown): void {
    if (this.#code !== undefined) return;
    if (isSuiteFailure(error)) this.fail(describeSuiteFailure(error));
    reportUncaughtError(error);
  }
}

/** Removes the exit handlers and returns them. */
function takeExitHandlers(): NodeJS.ExitListener[] {
  const handlers = process.listeners('exit');
  process.removeAllListeners('exit');
  return handlers;
}

/** Calls a function of the implementation, whose errors no longer matter. */
function tryCall(call: () => void): void {
  try {
    call();
  } catch {
    // The exit code is known, and so is the report.
  }
}
