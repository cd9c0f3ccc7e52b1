import type { Implementation } from '@post-challenge/conformance';
import type { PostChallengeAPI2025 } from '@post-challenge/spec';
import { changeReference } from '../../implementations.ts';

/** Makes a method of the reference end the execution: later cache writes fail. */
export function endExecutionAt<N extends keyof PostChallengeAPI2025>(
  name: N,
  method: keyof PostChallengeAPI2025[N] & string,
): Implementation {
  return changeReference((api) => {
    let ended = false;
    const call = api[name][method] as (...args: unknown[]) => unknown;
    const ending = {
      [method](...args: unknown[]) {
        ended = true;
        return call(...args);
      },
    };
    const set: PostChallengeAPI2025['cache']['set'] = (...args) => {
      if (ended) throw new Error('The execution has ended.');
      return api.cache.set(...args);
    };
    return { [name]: ending, cache: { set } };
  });
}
