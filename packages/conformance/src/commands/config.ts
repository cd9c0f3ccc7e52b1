import { UsageError, findSimilar } from '@post-challenge/spec/command-line';
import type { Command, Option } from 'commander';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeLoadError } from '../implementations/load-error.ts';
import { isImplementation } from '../implementations/implementation.ts';
import { CONFIG_FILE, unwrapDefault } from '../implementations/load-implementation.ts';
import { isObject } from '../language/json.ts';

/**
 * Reads the configuration file in the working directory, and adds its options to a command. An option of the command line wins.
 *
 * @returns The path of the implementation, if the file names one.
 */
export async function applyConfig(command: Command): Promise<string | undefined> {
  const { implementation, ...options } = await readConfig();
  for (const [name, value] of Object.entries(options)) {
    const option = findOption(command, name);
    if (value === undefined || command.getOptionValueSource(name) === 'cli') continue;
    command.setOptionValueWithSource(name, parseValue(option, name, value), 'config');
  }
  if (implementation === undefined || typeof implementation === 'string') return implementation;
  throw createError('implementation must be the path of a module');
}

async function readConfig(): Promise<Readonly<Record<string, unknown>>> {
  const path = resolve(CONFIG_FILE);
  if (!existsSync(path)) return {};
  const config = await importConfig(path);
  if (isObject(config)) return assertNoImplementation(config);
  throw createError(
    "it has no default export that is an object. Write export default { rule: 'cache.*' }",
  );
}

/** Throws if the file exports an implementation in place of the options. */
function assertNoImplementation(
  config: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (!isImplementation(config)) return config;
  throw createError(
    "it exports an implementation. Export that from a module of its own, and write export default { implementation: 'adapter.mjs' }",
  );
}

async function importConfig(path: string): Promise<unknown> {
  try {
    return await unwrapDefault((await import(pathToFileURL(path).href)) as { default?: unknown });
  } catch (cause) {
    throw createError(`it cannot be loaded: ${describeLoadError(cause, path, CONFIG_FILE)}`, cause);
  }
}

function findOption(command: Command, name: string): Option {
  const { options } = command;
  const option = options.find((one) => one.attributeName() === name);
  if (option) return option;
  const names = ['implementation', ...options.map((one) => one.attributeName())];
  const similar = findSimilar(name, names);
  throw createError(
    `unknown option "${name}". ${similar === undefined ? `Allowed: ${names.join(', ')}` : `Did you mean ${similar}?`}`,
  );
}

/** Parses a value as the command line does: `true`, a text, or a list of texts for an option that may be repeated. */
function parseValue(option: Option, name: string, value: unknown): unknown {
  if (option.isBoolean()) {
    if (typeof value === 'boolean') return value;
    throw createError(`${name} must be true or false`);
  }
  const texts = [value].flat().map(String);
  const { parseArg } = option;
  if (!parseArg) return texts.at(-1);
  try {
    return texts.reduce<unknown>((before, text) => parseArg(text, before as never), undefined);
  } catch (cause) {
    throw createError(`${name}: ${(cause as Error).message}`, cause);
  }
}

function createError(problem: string, cause?: unknown): UsageError {
  const end = /[.?]$/.test(problem) ? '' : '.';
  return new UsageError(`${CONFIG_FILE} cannot be used: ${problem}${end}`, { cause });
}
