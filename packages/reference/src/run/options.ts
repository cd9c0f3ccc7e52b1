import type { Edition, FactorSelector, PostChallengeEvent } from '@post-challenge/spec';
import { createEvent, factorTypes, fillInEvent, validate } from '@post-challenge/spec';
import { UsageError, isObject, quoteValue } from '@post-challenge/spec/command-line';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Clock } from '../api/clock.ts';
import { loadAction } from './load-action.ts';
import type { TokenScript } from './return-token.ts';
import type { Script } from './run.ts';

/** The unparsed options of the command `run`. */
export interface RunOptions {
  readonly edition: Edition;
  readonly event?: string;
  readonly secret?: readonly string[];
  readonly secrets?: string;
  readonly enrolled?: string;
  readonly completes?: readonly string[];
  /** The parameters of each return, as a query string. */
  readonly returns?: readonly string[];
  /** The fields of each form, as a query string. */
  readonly submits?: readonly string[];
  readonly token?: string;
  readonly tokenSecret?: string;
  readonly tokenParameter: string;
  readonly now?: string;
  readonly json?: true;
}

/** Parses the arguments of the command `run`. */
export async function parseScript(paths: readonly string[], options: RunOptions): Promise<Script> {
  const { completes = [], returns: queries = [], submits = [], now } = options;
  const token = parseToken(options);
  const returns = queries.map((text) => parseQuery('--returns', text));
  return {
    edition: options.edition,
    event: parseEvent(options),
    completes: completes.map((name) => parseFactor('--completes', name)),
    returns: returns.length === 0 && token ? [{}] : returns,
    submits: submits.map((text) => parseQuery('--submits', text)),
    ...(token && { token }),
    ...(now !== undefined && { clock: createFixedClock(now) }),
    actions: await Promise.all(paths.map(loadActionFile)),
  };
}

async function loadActionFile(path: string): Promise<Script['actions'][number]> {
  try {
    return { path, module: await loadAction(path) };
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function parseEvent({ event, secret = [], secrets, enrolled }: RunOptions): PostChallengeEvent {
  const merged = event === undefined ? createEvent() : parseEventOption(event);
  const types = enrolled?.split(',').filter((name) => name !== '');
  const enrolledFactors = types?.map((name) => ({ type: parseFactor('--enrolled', name).type }));
  return {
    ...merged,
    user: { ...merged.user, ...(enrolledFactors && { enrolledFactors }) },
    secrets: {
      ...merged.secrets,
      ...(secrets !== undefined &&
        (parseEnv(readText('--secrets', secrets)) as Record<string, string>)),
      ...Object.fromEntries(secret.map(parseSecret)),
    },
  };
}

/** Takes a whole event, such as one that the platform logged, as it is. Merges other JSON into the sample event. */
function parseEventOption(option: string): PostChallengeEvent {
  const given = readJson('--event', option);
  const whole = fillInEvent(given);
  if (validate('PostChallengeEvent', whole).length === 0)
    return whole as unknown as PostChallengeEvent;
  try {
    return createEvent(given);
  } catch (error) {
    throw new UsageError(`Wrong --event. ${(error as Error).message}`, { cause: error });
  }
}

function parseToken({ token, tokenSecret, tokenParameter }: RunOptions): TokenScript | undefined {
  if (token !== undefined)
    return {
      claims: readJson('--token', token),
      parameter: tokenParameter,
      ...(tokenSecret !== undefined && { secretName: tokenSecret }),
    };
  if (tokenSecret === undefined) return undefined;
  throw new UsageError("--token-secret needs a token to sign. Add --token '{}'.");
}

/** Reads a JSON object from the option itself or from a file. */
function readJson(option: string, value: string): Readonly<Record<string, unknown>> {
  const isInline = value.trimStart().startsWith('{');
  const name = isInline ? option : `${option} ${value}`;
  const parsed = parse(name, isInline ? value : readText(option, value));
  if (isObject(parsed)) return parsed;
  throw new UsageError(`${name} is not a JSON object. Write { "name": value, … }.`);
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The rest of the message quotes the text, which may hold secrets.
    const [position] = / at position \d+/.exec((error as Error).message) ?? [''];
    throw new UsageError(`${name} is not valid JSON${position && `: error${position}`}.`, {
      cause: error,
    });
  }
}

function readText(option: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'the file does not exist' : code;
    throw new UsageError(`${option} ${path} cannot be read: ${reason}.`, { cause: error });
  }
}

/** Parses a secret. The error does not repeat the text, which may be the secret itself. */
function parseSecret(text: string): [name: string, value: string] {
  const end = text.indexOf('=');
  if (end >= 1) return [text.slice(0, end), text.slice(end + 1)];
  throw new UsageError('--secret expects a name and a value. Write --secret NAME=VALUE.');
}

function parseQuery(option: '--returns' | '--submits', text: string): Record<string, string> {
  const parts = text.replace(/^\?/, '').split('&');
  const isQuery = parts.every((part) => part === '' || /^(?!https?:\/\/)[^=]+=/.test(part));
  if (!isQuery)
    throw new UsageError(
      `${option} expects a query string; received ${quoteValue(text)}. ${writeQuery(option)}`,
    );
  const parameters = [...new URLSearchParams(text)];
  const names = parameters.map(([name]) => name);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return Object.fromEntries(parameters);
  throw new UsageError(
    `${option} has the parameter ${repeated} more than once. ${writeQuery(option)}`,
  );
}

function writeQuery(option: string): string {
  return `Write each parameter once: ${option} 'name=value&other=value'.`;
}

function parseFactor(option: string, name: string): FactorSelector {
  const type = factorTypes.find((known) => known === name);
  if (type !== undefined) return { type };
  const advice =
    name === 'sms' ? 'For a text message write phone.' : `Allowed: ${factorTypes.join(', ')}.`;
  throw new UsageError(`Unknown factor "${name}" in ${option}. ${advice}`);
}

const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

function createFixedClock(text: string): Clock {
  const time = ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return { now: () => time };
  throw new UsageError(
    `--now expects a date and time with a time zone, such as 2026-01-31T12:00:00Z; received ${quoteValue(text)}.`,
  );
}
