import type { PostChallengeEvent } from '@post-challenge/spec';
import { createEvent } from '@post-challenge/spec';
import { UsageError, isObject, parseJsonText, quoteValue } from '@post-challenge/spec/command-line';
import { isIP } from 'node:net';
import {
  type RunOptions,
  isWholeEvent,
  parseEvent,
  parseModules,
  parseTime,
  redactErrors,
} from '../options.ts';
import type { ActionSettings } from './step.ts';

/** The port if the user names none. It is always the same, because the other site needs the address to which the user returns. */
export const DEFAULT_PORT = 8765;

/** The host if the user names none: only this machine reaches it. */
export const DEFAULT_HOST = '127.0.0.1';

/** An event with which a transaction can start. */
export interface NamedEvent {
  /** The option that gave it. */
  readonly name: string;
  readonly event: PostChallengeEvent;
}

/** The actions and events of a server, and its address. */
export interface ServeSettings {
  readonly actions: ActionSettings;
  /** At least one event. */
  readonly events: readonly NamedEvent[];
  /** 0 is any free port. */
  readonly port: number;
  readonly host: string;
  readonly json: boolean;
}

/** The options that play the part of the user, each with its remedy. */
const userOptions = {
  completes: 'Choose the factor in the browser.',
  returns: 'The other site sends the user back.',
  returnsBy: 'The other site sends the user back by GET or POST.',
  submits: 'Submit the form in the browser.',
  token: 'The other site signs the token.',
  tokenSecret: 'The other site signs the token.',
  tokenParameter: 'The other site sends the token.',
} as const satisfies Partial<Record<keyof RunOptions, string>>;

/** Throws a UsageError if the user gave options that do not go together with a server, or without one. */
export function assertServeOptions(
  { serve, serveHost }: RunOptions,
  isGiven: (option: keyof RunOptions) => boolean,
): void {
  if (serve === undefined) {
    if (serveHost === undefined) return;
    throw new UsageError('--serve-host needs a server. Add --serve.');
  }
  for (const [option, remedy] of Object.entries(userOptions)) {
    if (!isGiven(option as keyof typeof userOptions)) continue;
    const name = option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UsageError(`--${name} does not go with --serve. ${remedy} Leave --${name} out.`);
  }
}

/** Parses the arguments of a server. A message that quotes them holds no secret of the events. */
export async function parseServeSettings(
  paths: readonly string[],
  options: RunOptions,
): Promise<ServeSettings> {
  const { edition, now, event: texts = [] } = options;
  const events = texts.map((text, index) => ({
    name: nameEvent(text, index),
    event: parseEvent(text, options),
  }));
  if (events.length === 0)
    events.push({ name: 'the sample event', event: parseEvent(undefined, options) });
  return redactErrors(listSecrets(events), () => ({
    actions: {
      paths,
      edition,
      modules: parseModules(options),
      ...(now !== undefined && { now: parseTime(now) }),
    },
    events,
    port: parsePort(options.serve),
    host: parseHost(options.serveHost),
    json: options.json ?? false,
  }));
}

/** Lists the secrets of each event. */
export function listSecrets(events: readonly NamedEvent[]): PostChallengeEvent['secrets'][] {
  return events.map(({ event }) => event.secrets);
}

/** Names an event for the user. The text of an option may hold secrets, and the path of a file does not. */
function nameEvent(text: string, index: number): string {
  return /^\s*\{/.test(text) ? `event ${index + 1}` : text;
}

function parsePort(text: RunOptions['serve']): number {
  if (text === undefined || text === true) return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(
    `--serve expects a port from 0 to 65535; received ${quoteValue(text)}. Name the actions before the options.`,
  );
}

function parseHost(text = DEFAULT_HOST): string {
  if (isIP(text) !== 0 || /^[\w.-]+$/.test(text)) return text.toLowerCase();
  throw new UsageError(
    `--serve-host expects a name or an IP address without a port; received ${quoteValue(text)}.`,
  );
}

/** Changes an event by a JSON text of the user. Objects are merged, and other values are replaced. */
export function changeEvent(event: PostChallengeEvent, text: string): PostChallengeEvent {
  if (text.trim() === '') return event;
  const changes = parseJsonText('The change of the event', text);
  if (!isObject(changes))
    throw new UsageError(
      'The change of the event is no JSON object. Write { "name": value, … }, or leave it empty.',
    );
  if ('secrets' in changes)
    throw new UsageError(
      'The page takes no secrets. Start the command with --secret NAME=VALUE, or --secrets .env.',
    );
  try {
    createEvent(changes);
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
  const changed = mergeJson(event, changes) as PostChallengeEvent;
  if (isWholeEvent(changed)) return changed;
  throw new UsageError('The changed event is not valid. Change members of the event only.');
}

function mergeJson(base: unknown, change: unknown): unknown {
  if (!isObject(base) || !isObject(change)) return change;
  const members = new Map(Object.entries(base));
  for (const [name, member] of Object.entries(change))
    members.set(name, mergeJson(members.get(name), member));
  return Object.fromEntries(members);
}
