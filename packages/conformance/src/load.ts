import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Implementation } from './implementation.ts';
import { named } from './observe.ts';

/**
 * What the command line was given that cannot be used: the message says what, and what to do.
 *
 * @internal
 */
export class UsageError extends Error {}

/**
 * The implementation that a module exports.
 *
 * @internal
 */
export async function load(path: string): Promise<Implementation> {
  const file = resolve(path);
  if (!existsSync(file)) {
    throw new UsageError(
      `${path} does not exist. Name a module whose default export is an implementation.`,
    );
  }
  let loaded: { default?: unknown };
  try {
    loaded = (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (error) {
    throw new UsageError(
      `${path} cannot be loaded: ${named(error)}. Mend the module and run again.`,
      {
        cause: error,
      },
    );
  }
  const { default: implementation } = loaded;
  if (implementation === undefined) {
    throw new UsageError(`${path} has no default export. Write \`export default fromApi({ … })\`.`);
  }
  if (isImplementation(implementation)) {
    if (typeof implementation.name === 'string') return implementation;
    throw new UsageError(
      `${path} exports an implementation that has no name. Write \`name\` beside \`create\` or \`open\`.`,
    );
  }
  throw new UsageError(
    `${path} exports ${described(implementation)}, not an implementation. Write \`export default fromApi({ … })\`.`,
  );
}

function isImplementation(value: unknown): value is Implementation {
  if (typeof value !== 'object' || value === null) return false;
  const { capabilities, open } = value as Partial<Record<keyof Implementation, unknown>>;
  return Array.isArray(capabilities) && typeof open === 'function';
}

function described(value: unknown): string {
  if (value === null) return 'null';
  const names = typeof value === 'object' ? Object.keys(value).slice(0, 5) : [];
  const members = names.length > 0 ? ` with ${names.join(', ')}` : '';
  return `${typeof value === 'object' ? 'an object' : `a ${typeof value}`}${members}`;
}
