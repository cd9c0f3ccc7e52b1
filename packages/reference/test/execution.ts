import {
  type Clock,
  type PostChallenge,
  type PostChallengeOptions,
  createPostChallenge,
} from '@post-challenge/reference';
import type { MethodName, PostChallengeAPI } from '@post-challenge/spec';
import { eventOf } from './event.ts';

/** When every test begins, in milliseconds since the Unix epoch; not a whole second. */
export const START = 1_800_000_000_500;

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  #time = START;

  now(): number {
    return this.#time;
  }

  wait(ms: number): void {
    this.#time += ms;
  }
}

/** One execution, of a plain event unless another is given. */
export function execution(options: Partial<PostChallengeOptions> = {}): PostChallenge {
  return createPostChallenge({ event: eventOf(), clock: new TestClock(), ...options });
}

/** Calls a method with arguments of any type, as JavaScript would. */
export function call(api: PostChallengeAPI, method: MethodName, ...args: unknown[]): unknown {
  const [namespace = '', name = ''] = method.split('.');
  const called: unknown = Reflect.get(Reflect.get(api, namespace) as object, name);
  return Reflect.apply(called as () => unknown, undefined, args);
}

/** Returns the error that a function throws. */
export function thrownBy(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Expected an error; the call returned.');
}
