import type { Edition, FactorSelector, PostChallengeEvent } from '@post-challenge/spec';
import { createEvent, factorTypes, fillInEvent, findExcess, validate } from '@post-challenge/spec';
import {
  UsageError,
  eventMembers,
  findMisspeltMember,
  isObject,
  parseJsonText,
  quoteValue,
  readEnvFile,
  readTextFile,
  suggestPath,
} from '@post-challenge/spec/command-line';
import { existsSync } from 'node:fs';
import { createFixedClock } from '../api/clock.ts';
import { loadActionFile } from './load-action-file.ts';
import { type Secrets, createRedactor } from './redact.ts';
import type { TokenScript } from './return-token.ts';
import type { Script } from './run.ts';

/** The unparsed options of the command `run`. */
export interface RunOptions {
  readonly edition: Edition;
  /** Several events are for a server, which lets the user choose one. */
  readonly event?: readonly string[];
  readonly secret?: readonly string[];
  readonly secrets?: string;
  readonly enrolled?: string;
  readonly completes?: readonly string[];
  /** The parameters of each return, as a query string. */
  readonly returns?: readonly string[];
  readonly returnsBy: string;
  readonly module?: readonly string[];
  /** The fields of each form, as a query string. */
  readonly submits?: readonly string[];
  readonly token?: string;
  readonly tokenSecret?: string;
  readonly tokenParameter: string;
  readonly now?: string;
  readonly json?: true;
  /** The port of a server; `true` for the usual one. */
  readonly serve?: string | true;
  readonly serveHost?: string;
}

/** Parses the arguments of the command `run`. A message that quotes them holds no secret of the event. */
export async function parseScript(paths: readonly string[], options: RunOptions): Promise<Script> {
  const { event: [text, ...others] = [] } = options;
  if (others.length > 0) throw new UsageError('--event is given more than once. Give it once.');
  const event = parseEvent(text, options);
  return redactErrors(event.secrets, () => parseOtherOptions(paths, options, event));
}

/** Calls a function, and replaces the secrets in the message of its error. */
export async function redactErrors<T>(secrets: Secrets, parse: () => T | Promise<T>): Promise<T> {
  try {
    return await parse();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const redact = createRedactor(secrets);
    throw new UsageError(redact(error.message), { cause: error });
  }
}

async function parseOtherOptions(
  paths: readonly string[],
  options: RunOptions,
  event: PostChallengeEvent,
): Promise<Script> {
  const { completes = [], returns: queries = [], submits = [], now } = options;
  const token = parseToken(options);
  const returns = queries.map((text) => parseQuery('--returns', text));
  const files = parseModules(options);
  return {
    edition: options.edition,
    event,
    submits: submits.map((text) => parseQuery('--submits', text)),
    completes: completes.map((name) => parseFactor('--completes', name)),
    returns: returns.length === 0 && token ? [{}] : returns,
    returnMethod: parseMethod(options.returnsBy),
    ...(token && { token }),
    ...(now !== undefined && { clock: createFixedClock(parseTime(now)) }),
    actions: await Promise.all(paths.map((path) => loadActionFile(path, files))),
  };
}

function parseMethod(text: string): 'GET' | 'POST' {
  const method = text.toUpperCase();
  if (method === 'GET' || method === 'POST') return method;
  throw new UsageError(`--returns-by expects get or post; received ${quoteValue(text)}.`);
}

/** Parses the files of the modules, by name. */
export function parseModules({ module = [] }: RunOptions): Record<string, string> {
  return Object.fromEntries(module.map(parseModule));
}

function parseModule(text: string): [name: string, path: string] {
  const end = text.indexOf('=');
  const name = text.slice(0, end).replace(/^actions:/, '');
  const path = text.slice(end + 1);
  if (end < 1 || name === '' || path === '')
    throw new UsageError('--module expects a name and a file. Write --module NAME=file.cjs.');
  if (existsSync(path)) return [name, path];
  throw new UsageError(
    `--module ${text} cannot be read: the file does not exist.${suggestPath(path)}`,
  );
}

/** Parses the text of `--event`, if there is one, and the options that change the event. */
export function parseEvent(
  event: string | undefined,
  { secret = [], secrets, enrolled }: RunOptions,
): PostChallengeEvent {
  const merged = event === undefined ? createEvent() : parseEventOption(event);
  const types = enrolled?.split(',').filter((name) => name !== '');
  const enrolledFactors = types?.map((name) => ({ type: parseFactor('--enrolled', name).type }));
  const allSecrets = {
    ...merged.secrets,
    ...(secrets !== undefined && readEnvFile(`--secrets ${secrets}`, secrets, JSON_ADVICE)),
    ...Object.fromEntries(secret.map(parseSecret)),
  };
  assertSecretCount(Object.keys(allSecrets).length);
  return {
    ...merged,
    user: { ...merged.user, ...(enrolledFactors && { enrolledFactors }) },
    secrets: allSecrets,
  };
}

/** The largest number of secrets. Each is looked for in all that the command prints. */
const MAXIMUM_SECRETS = 1000;

function assertSecretCount(count: number): void {
  if (count <= MAXIMUM_SECRETS) return;
  throw new UsageError(
    `The event has ${count} secrets, and the command takes ${MAXIMUM_SECRETS} at most. Give those that the actions read.`,
  );
}

const JSON_ADVICE = 'Give it as --event, in the form { "secrets": { "NAME": "VALUE" } }.';

/** Takes a whole event, such as one that the platform logged, as it is. Merges other JSON into the sample event. */
function parseEventOption(option: string): PostChallengeEvent {
  const given = readJson('--event', option);
  if (isWholeEvent(given)) return fillInEvent(given) as unknown as PostChallengeEvent;
  try {
    return createEvent(given);
  } catch (error) {
    throw new UsageError(`Wrong --event. ${(error as Error).message}`, { cause: error });
  }
}

/** Tells whether a value is a whole event. Throws if it is one with a misspelt member. */
export function isWholeEvent(value: object): boolean {
  const event = fillInEvent(value);
  const isValid = validate('PostChallengeEvent', event).length === 0;
  if (isValid) assertSpelling(event);
  return isValid;
}

function assertSpelling(event: unknown): void {
  const { path = [], similar } = findMisspeltMember(event, eventMembers) ?? {};
  if (similar === undefined) return;
  const [name, ...owners] = path.toReversed();
  const owner = owners.length === 0 ? 'an event' : owners.toReversed().join('.');
  throw new UsageError(`Wrong --event. ${owner} has no member "${name}". Did you mean ${similar}?`);
}

function parseToken({ token, tokenSecret, tokenParameter }: RunOptions): TokenScript | undefined {
  if (token !== undefined)
    return {
      claims: readJson('--token', token),
      parameter: tokenParameter,
      ...(tokenSecret !== undefined && { secretName: tokenSecret }),
    };
  if (tokenSecret === undefined) return undefined;
  throw new UsageError('--token-secret needs a token to sign. Add --token "{}".');
}

/** Reads a JSON object from the option itself or from a file. */
function readJson(option: string, value: string): Readonly<Record<string, unknown>> {
  const isInline = /^\s*['"]*[{[]|^\s*$/.test(value);
  const name = isInline ? option : `${option} ${value}`;
  if (isInline && !value.trimStart().startsWith('{')) throw createShellError(option, value);
  if (/\.[cm]?[jt]sx?$/.test(value))
    throw new UsageError(
      `${name} is code, not JSON. Name the actions before the options, and give ${option} a .json file.`,
    );
  const parsed = isInline
    ? parseInline(option, value)
    : parseJsonText(name, readTextFile(name, value));
  const excess = findExcess(parsed);
  if (excess)
    throw new UsageError(`${name} has ${excess.path} out of bounds: expected ${excess.expected}.`);
  if (isObject(parsed)) return parsed;
  const found = Array.isArray(parsed)
    ? 'an array'
    : parsed === null
      ? 'null'
      : `a ${typeof parsed}`;
  throw new UsageError(`${name} is ${found}, expected a JSON object. Write { "name": value, … }.`);
}

function parseInline(option: string, value: string): unknown {
  try {
    return parseJsonText(option, value);
  } catch (error) {
    // Windows PowerShell removes the double quotes inside an argument.
    if (value.includes('"') || !(error instanceof UsageError)) throw error;
    const sentence = `It has no double quotes; the shell may have removed them. Put the JSON into a file: ${option} file.json.`;
    throw new UsageError(`${error.message} ${sentence}`, { cause: error });
  }
}

/** Explains an inline value that is no JSON object: often a shell passes quotes on, or removes them. */
function createShellError(option: string, value: string): UsageError {
  const isQuoted = /^\s*['"]/.test(value);
  const problem = isQuoted
    ? `${option} begins with a quote: this shell passes single quotes on.`
    : `${option} is ${value.trim() === '' ? 'empty' : 'an array'}, expected a JSON object.`;
  const remedy = `Write ${option} "{}", or put the JSON into a file: ${option} file.json.`;
  return new UsageError(`${problem} ${remedy}`);
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
  return `Write each parameter once: ${option} "name=value&other=value".`;
}

function parseFactor(option: string, name: string): FactorSelector {
  const type = factorTypes.find((known) => known === name);
  if (type !== undefined) return { type };
  const advice =
    name === 'sms' ? 'For a text message write phone.' : `Allowed: ${factorTypes.join(', ')}.`;
  throw new UsageError(`Unknown factor "${name}" in ${option}. ${advice}`);
}

const ISO =
  /^(\d{4}-\d\d-\d\d)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

/** Parses the time of `--now`, in milliseconds since the Unix epoch. */
export function parseTime(text: string): number {
  const [, date = ''] = ISO.exec(text) ?? [];
  const time = Date.parse(text);
  if (!Number.isNaN(time) && isDate(date)) return time;
  throw new UsageError(
    `--now expects a date and time with a time zone, such as 2026-01-31T12:00:00Z; received ${quoteValue(text)}.`,
  );
}

/** Tells whether a date exists: the parser takes 30 February for 2 March. */
function isDate(date: string): boolean {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
