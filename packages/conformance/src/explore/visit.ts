import { type PostChallengeEvent, createEvent, validate } from '@post-challenge/spec';
import { type Json, type JsonObject, copyJson, isObject } from '../language/json.ts';

/** A difference of an event from the sample event. */
export interface EventChange {
  /** The names that lead to the member. */
  readonly path: readonly string[];
  /** The value of the member; the member is removed if it is absent. */
  readonly value?: Json;
}

/** The tokens with which a user can return. */
export const tokenKinds = ['valid', 'expired', 'forged'] as const;

/** A token with which the user returns: as the other site signs it, too late, or signed with another secret. */
export type TokenKind = (typeof tokenKinds)[number];

/** The reaction of the user to a pause. Members that the pause does not need are ignored. */
export interface Answer {
  /** The time that passes before, in milliseconds. */
  readonly wait?: number;
  /** The method of a return. */
  readonly method?: 'POST';
  /** The token of a return; the user returns without one if it is absent. */
  readonly token?: TokenKind;
  /** The claims of the token besides the standard ones. */
  readonly claims?: JsonObject;
  /** The parameters of a return besides the state and the token. */
  readonly parameters?: JsonObject;
  /** The fields of a form. */
  readonly fields?: JsonObject;
  /** The number of the offered factor that the user completes. */
  readonly factor?: number;
}

/** The records that the cache loses early: those of earlier handlers, or every record before it is read. */
export type CacheLoss = 'earlier' | 'all';

/** A password reset of one user, as it is drawn: plain JSON, from which the same transactions follow every time. */
export interface Visit {
  /** The time at the start, in milliseconds since the Unix epoch. */
  readonly now?: number;
  /** The differences of the event from the sample event. */
  readonly changes: readonly EventChange[];
  /** The answers of the user to the pauses, in order. The user leaves when there is no further answer. */
  readonly answers: readonly Answer[];
  /** Whether the user repeats the last answer at every further pause. */
  readonly insists?: true;
  /** The records that the cache loses. */
  readonly loses?: CacheLoss;
  /** How many further resets of the same user follow; they share the cache. */
  readonly repeats?: number;
  /** The time between two resets, in milliseconds. */
  readonly gap?: number;
}

/** The time at which a visit begins, unless it says otherwise. */
export const START = Date.UTC(2026, 0, 15, 12);

/** The values that the tenant has given to an action. */
export interface ActionSettings {
  readonly secrets: Readonly<Record<string, string>>;
  readonly configuration: Readonly<Record<string, string>>;
}

/** Creates the event of a visit. */
export function createVisitEvent(visit: Visit, settings: ActionSettings): PostChallengeEvent {
  const event = copyJson({ ...createEvent(), ...settings }) as unknown as Record<string, Json>;
  for (const { path, value } of visit.changes) changeMember(event, path, value);
  return event as unknown as PostChallengeEvent;
}

/** Whether the tenant has not given a value to a secret or a setting of the actions. */
export function lacksSetting({ changes }: Visit): boolean {
  return changes.some(({ path: [part] }) => part === 'secrets' || part === 'configuration');
}

function changeMember(
  target: Record<string, Json>,
  [name = '', ...rest]: readonly string[],
  value: Json | undefined,
): void {
  if (rest.length > 0) {
    const inner = target[name];
    const object = isObject(inner) ? { ...inner } : {};
    changeMember(object, rest, value);
    if (inner !== undefined || value !== undefined) target[name] = object;
  } else if (value === undefined) Reflect.deleteProperty(target, name);
  else target[name] = value;
}

/** Checks whether the changes leave the event valid. */
export function isValidVisit(visit: Visit): boolean {
  const event = createVisitEvent(visit, { secrets: {}, configuration: {} });
  return validate('PostChallengeEvent', event).length === 0;
}

/** Lists the differences of an event from the sample event: those of members, or else of whole objects. */
export function listChanges(event: JsonObject): EventChange[] {
  const changes: EventChange[] = [];
  const compare = (before: Json | undefined, after: Json | undefined, path: string[]): void => {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    if (!isObject(before) || !isObject(after) || Array.isArray(before) || Array.isArray(after)) {
      changes.push({ path, ...(after !== undefined && { value: after }) });
      return;
    }
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(before[name], after[name], [...path, name]);
  };
  const { secrets: _, configuration: __, ...rest } = event;
  const { secrets: ___, configuration: ____, ...sample } = createEvent() as unknown as JsonObject;
  compare(sample, rest, []);
  return changes;
}
