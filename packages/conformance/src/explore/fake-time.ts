import { install } from '@sinonjs/fake-timers';
import { MAXIMUM_EXECUTION_TIME } from '@post-challenge/spec';
import { getElapsedTime, setTimeout } from '../language/real-timers.ts';
import { type NativeWork, watchNativeWork } from './native-work.ts';
import { awaitTurn } from './network.ts';

/** The globals from which an action can read or await time. */
const FAKED_GLOBALS = [
  'Date',
  'performance',
  'hrtime',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
] as const;

/** How many turns of the event loop pass before the next timer fires. Work without a timer comes first. */
const IDLE_TURNS = 4;

/** The most timers that fire for one request, and after the last one. */
const MOST_TIMERS = { waiting: 2000, settling: 20 } as const;

/** How long Node may go on to work after the last handler has ended, in milliseconds of real time. */
const MOST_NATIVE_WORK = 1000;

/** The result of work: its value or its error, or that it did not end in time. */
export type WorkResult<T> =
  | { readonly value: T }
  | { readonly error: unknown }
  | { readonly hung: true };

/** The time of a visit: it stands still until all that runs waits for a timer, and then jumps to that timer. */
export class FakeTime {
  readonly #clock;
  readonly #nativeWork: NativeWork;
  readonly #onTimerError: (error: unknown) => void;

  constructor(now: number, onTimerError: (error: unknown) => void) {
    this.#clock = install({ now, toFake: [...FAKED_GLOBALS] });
    this.#onTimerError = onTimerError;
    this.#nativeWork = watchNativeWork();
  }

  now(): number {
    return this.#clock.now;
  }

  /** Awaits work, and lets its timers fire. It hangs if it needs more time than the platform allows, or waits for nothing. */
  async await<T>(work: Promise<T>, patience: number): Promise<WorkResult<T>> {
    let result: WorkResult<T> | undefined;
    void work.then(
      (value) => (result = { value }),
      (error: unknown) => (result = { error }),
    );
    const deadline = this.now() + MAXIMUM_EXECUTION_TIME;
    let idleSince = getElapsedTime();
    let idleTurns = 0;
    let timers = 0;
    for (;;) {
      await awaitTurn();
      if (result) return result;
      idleTurns += 1;
      if (idleTurns < IDLE_TURNS) continue;
      const hasPatience = getElapsedTime() - idleSince <= patience;
      const works = hasPatience && this.#nativeWork.isRunning();
      if (!works && this.#clock.countTimers() > 0 && timers < MOST_TIMERS.waiting) {
        this.#fireNext();
        timers += 1;
        idleTurns = 0;
        idleSince = getElapsedTime();
        if (this.now() > deadline) return { hung: true };
      } else {
        if (timers >= MOST_TIMERS.waiting || !hasPatience) return { hung: true };
        await awaitRealTime(1);
      }
    }
  }

  /** Lets time pass, and fires the timers that are due. */
  pass(milliseconds: number): void {
    try {
      this.#clock.tick(milliseconds);
    } catch (error) {
      this.#onTimerError(error);
    }
  }

  /** Awaits all that the actions have left running, as far as it ends. */
  async settle(): Promise<void> {
    for (let timers = 0; ; timers += 1) {
      await this.#awaitIdle();
      if (this.#clock.countTimers() === 0 || timers === MOST_TIMERS.settling) return;
      this.#fireNext();
    }
  }

  /** Awaits all that runs without a timer. */
  async #awaitIdle(): Promise<void> {
    const start = getElapsedTime();
    for (;;) {
      for (let turn = 0; turn < IDLE_TURNS; turn += 1) await awaitTurn();
      if (!this.#nativeWork.isRunning() || getElapsedTime() - start > MOST_NATIVE_WORK) return;
      await awaitRealTime(1);
    }
  }

  restore(): void {
    this.#nativeWork.stop();
    this.#clock.uninstall();
  }

  #fireNext(): void {
    try {
      this.#clock.next();
    } catch (error) {
      this.#onTimerError(error);
    }
  }
}

async function awaitRealTime(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));
}
