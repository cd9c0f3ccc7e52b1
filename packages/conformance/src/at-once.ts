/**
 * What follows a value: at once, or when the promise that it is has come to something.
 *
 * @internal
 */
export function after<T, R>(
  value: T | PromiseLike<T>,
  follow: (value: T) => R | Promise<R>,
): R | Promise<R> {
  return isThenable(value) ? Promise.resolve(value).then(follow) : follow(value);
}

/**
 * What is done, or, where it fails, what is done instead.
 *
 * @internal
 */
export function rescued<T>(
  attempt: () => T | Promise<T>,
  failed: (error: unknown) => T | Promise<T>,
): T | Promise<T> {
  try {
    const value = attempt();
    return isThenable(value) ? Promise.resolve(value).then(undefined, failed) : value;
  } catch (error) {
    return failed(error);
  }
}

/**
 * What is done, and, however that ends, something else afterwards.
 *
 * @internal
 */
export function lastly<T>(attempt: () => T | Promise<T>, end: () => unknown): T | Promise<T> {
  const done = rescued(attempt, (error) =>
    after(end(), () => {
      throw error;
    }),
  );
  return after(done, (value) => after(end(), () => value));
}

/**
 * Does something with one item after another; a promise is made only where one of them has to be awaited.
 *
 * @internal
 */
export function inTurn<T>(
  items: readonly T[],
  each: (item: T, index: number) => unknown,
): void | Promise<void> {
  const next = items.entries();
  for (const [index, item] of next) {
    const done = each(item, index);
    if (isThenable(done)) return theRest(done, next, each);
  }
  return undefined;
}

async function theRest<T>(
  first: PromiseLike<unknown>,
  others: Iterable<[number, T]>,
  each: (item: T, index: number) => unknown,
): Promise<void> {
  await first;
  for (const [index, item] of others) {
    const done = each(item, index);
    // oxlint-disable-next-line no-await-in-loop -- One item after another.
    if (isThenable(done)) await done;
  }
}

/**
 * Whether a value can be awaited.
 *
 * @internal
 */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isReadable(value) && 'then' in value && typeof value.then === 'function';
}

/**
 * Whether a value can have members.
 *
 * @internal
 */
export function isReadable(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
