/**
 * Something that is done in steps, of which some may have to be awaited.
 *
 * @internal
 */
export type Steps<T> = Generator<PromiseLike<unknown>, T, unknown>;

/**
 * A step: what a promise comes to, or the value itself where it is none.
 *
 * @internal
 */
export function* awaited<T>(value: T | PromiseLike<T>): Steps<T> {
  return isThenable(value) ? ((yield value) as T) : value;
}

/**
 * Does the steps at once; a promise is made only where one of them has to be awaited.
 *
 * @internal
 */
export function atOnce<T>(steps: Steps<T>): T | Promise<T> {
  const step = steps.next();
  return step.done ? step.value : theRest(steps, step.value);
}

async function theRest<T>(steps: Steps<T>, first: PromiseLike<unknown>): Promise<T> {
  let step = await resumed(steps, first);
  // oxlint-disable-next-line no-await-in-loop -- One step follows another.
  while (!step.done) step = await resumed(steps, step.value);
  return step.value;
}

/** The next step, once this one has come to something. */
function resumed<T>(steps: Steps<T>, step: PromiseLike<unknown>) {
  return Promise.resolve(step).then(
    (value) => steps.next(value),
    (error: unknown) => steps.throw(error),
  );
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
