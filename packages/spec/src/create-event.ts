import type { PostChallengeEvent } from './event.ts';
import { eventMembers } from './generated/event-members.ts';
import { sampleEvent } from './sample-event.ts';
import { findExcess } from './validation/excess.ts';
import type { ValidationIssue } from './validation/issue.ts';
import { isObject, isPlainObject } from './validation/json.ts';
import { type MemberTree, findUnknownMember } from './validation/member-tree.ts';
import { validate } from './validation/validate.ts';

/**
 * The members of an event that differ from another event; every member can be left out, at any depth.
 *
 * @typeParam Part - The event, or a part of it.
 */
export type EventChanges<Part = PostChallengeEvent> = Part extends readonly unknown[]
  ? Part
  : Part extends object
    ? { readonly [Member in keyof Part]?: EventChanges<Part[Member]> | undefined }
    : Part;

/**
 * Creates a complete event for a test: {@link sampleEvent} with some members changed.
 *
 * @remarks
 * Objects are merged at any depth. Lists and all other values replace those of the sample event. A member that is `undefined` is left
 * out of the event.
 *
 * The event is validated. A name that no event has is refused, because it is probably misspelt. Some objects, such as `user` and
 * `transaction`, are open: they may have further members. There, only a name that resembles a known one is refused; if you mean it,
 * add the member to the event that this function returns.
 *
 * @typeParam Secret - The names of the secrets.
 * @typeParam Setting - The names of the settings in `configuration`.
 * @param changes - The members that differ from the sample event; they are not changed.
 * @returns A new event. It shares no object with the sample event or with the changes.
 * @throws TypeError if a member has a wrong value or an unknown name. The message names the member and quotes no value.
 * @example
 * ```js
 * const event = createEvent({ user: { email_verified: false } });
 * ```
 */
export function createEvent<Secret extends string = string, Setting extends string = string>(
  changes: EventChanges & {
    readonly secrets?: { readonly [Name in Secret]?: string | undefined } | undefined;
    readonly configuration?: { readonly [Name in Setting]?: string | undefined } | undefined;
  } = {},
): PostChallengeEvent<Secret, Setting> {
  if (!isObject(changes)) throw createError(`received ${describe(changes)}, expected an object`);
  const excess = findExcess(changes);
  if (excess) throw createError(describeIssue(excess));
  assertKnownMembers(changes);
  const sample: unknown = JSON.parse(JSON.stringify(sampleEvent));
  const event = merge(sample, changes, []) as PostChallengeEvent<Secret, Setting>;
  const issues = validate('PostChallengeEvent', event);
  if (issues.length === 0) return event;
  throw createError(describeIssues(issues));
}

/** The largest number of issues that one message describes. */
const MAXIMUM_SENTENCES = 10;

function describeIssues(issues: readonly ValidationIssue[]): string {
  const described = issues.slice(0, MAXIMUM_SENTENCES).map(describeIssue);
  const isCut = issues.length > MAXIMUM_SENTENCES;
  return [...described, ...(isCut ? ['there are more issues'] : [])].join('; ');
}

function describeIssue({ path, expected, received }: ValidationIssue): string {
  const member = path === '' ? 'the event' : formatPath(path.slice(1).split('/'));
  if (received === undefined) return `${member} is required`;
  return `${member} is ${describe(received)}, expected ${expected}`;
}

/** Merges changes into a value. The changes are copied. */
function merge(base: unknown, change: unknown, path: readonly string[]): unknown {
  if (Array.isArray(change))
    return change.map((item, index) => merge(undefined, item, [...path, String(index)]));
  if (!isJson(change)) {
    const name = formatPath(path);
    const variable = path.at(-1) ?? 'changes';
    const remedy = writeReplacement(change, /^\d+$/.test(variable) ? 'value' : variable);
    throw createError(
      `${name || 'changes'} is ${describe(change)}, expected plain data. Write ${remedy}`,
    );
  }
  if (!isObject(change)) return change;
  const members = new Map(isObject(base) ? Object.entries(base) : []);
  for (const [name, member] of Object.entries(change)) {
    if (member === undefined) members.delete(name);
    else members.set(name, merge(members.get(name), member, [...path, name]));
  }
  return Object.fromEntries(members);
}

/** Writes the expression that makes plain data of a value. */
function writeReplacement(value: unknown, variable: string): string {
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (/^(Map|URLSearchParams|Headers|FormData)$/.test(kind))
    return `Object.fromEntries(${variable})`;
  if (/^(Set|\w+Array)$/.test(kind)) return `[...${variable}]`;
  if (kind === 'Promise') return `await ${variable}`;
  if (kind === 'Date') return `${variable}.toISOString()`;
  if (kind === 'URL') return `${variable}.href`;
  return typeof value === 'object' ? `{ ...${variable} }` : 'a string, a number or a boolean';
}

function isJson(value: unknown): boolean {
  if (typeof value === 'object') return value === null || isPlainObject(value);
  return ['string', 'number', 'boolean', 'undefined'].includes(typeof value);
}

function assertKnownMembers(changes: Readonly<Record<string, unknown>>): void {
  const unknown = findUnknownMember(changes, eventMembers);
  if (unknown === undefined) return;
  const { path, known, similar } = unknown;
  const [name = ''] = path.slice(-1);
  const owner = path.length === 1 ? 'an event' : formatPath(path.slice(0, -1));
  const meant = similar === undefined ? listPlaces(name, path.length === 1) : [similar];
  const advice =
    meant.length > 0
      ? `Did you mean ${meant.join(' or ')}?`
      : `Allowed: ${known.map((one) => `"${one}"`).join(', ')}.`;
  throw createError(`${owner} has no member "${name}". ${advice}`, '');
}

/** Lists the places of an event that have a member of this name, if it was given to the event itself. */
function listPlaces(name: string, isAtTop: boolean): string[] {
  if (!isAtTop) return [];
  if (name === 'event') return ['its content'];
  return Object.entries<MemberTree | true>(eventMembers.members)
    .filter(([, tree]) => tree !== true && Object.hasOwn(tree.members, name))
    .map(([owner]) => `${owner}.${name}`);
}

function createError(problem: string, end = '.'): TypeError {
  return new TypeError(`Cannot create an event: ${problem}${end}`);
}

/** Formats a path as JavaScript would write it: `user.identities[0].provider`. */
function formatPath(path: readonly string[]): string {
  return path
    .map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`))
    .join('')
    .replace(/^\./, '');
}

/** Describes a value without quoting it, because it may be a secret. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const { name = '' } = isPlainObject(value) ? {} : (value.constructor as { name?: string });
  return name === '' ? 'an object' : `an instance of ${name}`;
}
