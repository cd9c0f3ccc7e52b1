import type { MethodName } from '@post-challenge/spec';
import { mapMethods } from '../api/arguments.ts';
import { getPurpose } from '../api/misuse.ts';

/** Thrown if a method is called after its handler has ended. */
export class LateCallError extends TypeError {
  constructor(method: MethodName) {
    super(
      `Cannot ${getPurpose(method)}: api.${method} was called after the handler had ended, so the call has no effect. Await every promise in the handler that leads to this call, and write a timer as \`await new Promise((resolve) => setTimeout(resolve, ms))\`.`,
    );
  }
}

/** Copies an `api` object for one execution. After the end of the execution, every method throws. */
export function limitToExecution<API extends object>(
  api: API,
): { readonly api: API; readonly end: () => void } {
  let hasEnded = false;
  const limited: API = mapMethods(api, (method, name) => (...args) => {
    if (hasEnded) throw new LateCallError(name);
    const returned: unknown = method(...args);
    return returned === api ? limited : returned;
  });
  return { api: limited, end: () => void (hasEnded = true) };
}
