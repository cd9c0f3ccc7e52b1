import { type Json, isObject, isSameJson } from '../../language/json.ts';
import { formatShortValue } from '../../language/format-value.ts';
import type { TraceLocation } from '../../language/judgement.ts';
import type { UserStep } from '../../language/scenario.ts';
import type { Execution } from '../../language/trace.ts';
import { expectEvent } from '../flow-event.ts';
import { findMissingMember } from '../shared/compare-events.ts';
import { type ModelViolation, forbid } from './prohibitions.ts';

/** Expects that a handler receives the event of its own transaction, and nothing of the events of the others. */
export function judgeEvent(
  given: Json,
  { event }: Execution,
  at: TraceLocation,
  { isFirst, others }: { readonly isFirst: boolean; readonly others: readonly Json[] },
): ModelViolation | undefined {
  if (event === undefined) return undefined;
  const changed = isFirst ? findMissingMember(given, event) : undefined;
  if (changed)
    return forbid(
      'The first handler does not receive the given event.',
      at,
      changed.expected,
      changed.actual,
    );
  const later = expectEvent(given, event, at);
  if (typeof later === 'object' && 'at' in later)
    return forbid(
      'A later handler receives an incomplete event, or one of another user, client, connection, organization, tenant or domain.',
      at,
      later.expected,
      later.actual,
    );
  const foreign = findForeignMember(given, event, others);
  return (
    foreign &&
    forbid(
      'A handler receives the secrets or the configuration of another transaction.',
      at,
      foreign.expected,
      foreign.actual,
    )
  );
}

/**
 * Finds a secret or a member of the configuration with the value of another transaction. It may be absent or have any other value,
 * because both belong to the action.
 */
function findForeignMember(given: Json, event: Json, others: readonly Json[]) {
  for (const name of ['secrets', 'configuration']) {
    const [own, actual, ...foreign] = [given, event, ...others].map((one) =>
      isObject(one) && isObject(one[name]) ? one[name] : {},
    );
    if (!own || !actual) continue;
    const taken = Object.entries(own).filter(
      ([member, value]) =>
        !isSameJson(actual[member], value) &&
        foreign.some(
          (other) => Object.hasOwn(other, member) && isSameJson(other[member], actual[member]),
        ),
    );
    const found = findMissingMember(Object.fromEntries(taken), actual, `event.${name}`);
    if (found) return found;
  }
  return undefined;
}

/** Expects that a continue handler receives the id of its form and the submitted fields. */
export function judgeAnswers(
  input: UserStep | undefined,
  form: Json | undefined,
  given: Json,
  { handler, event = given }: Execution,
  at: TraceLocation,
): ModelViolation | undefined {
  if (handler !== 'continue' || !input || !('submits' in input)) return undefined;
  const prompt = isObject(event) && isObject(event['prompt']) ? event['prompt'] : {};
  const actual = isObject(prompt['fields']) ? prompt['fields'] : {};
  const { fields } = input.submits;
  const lost = Object.entries(isObject(fields) ? fields : {}).find(
    ([name, value]) => !isSameJson(Object.hasOwn(actual, name) ? actual[name] : undefined, value),
  );
  if (!lost && prompt['id'] === form) return undefined;
  return forbid(
    'The continue handler does not receive the answers to its form.',
    at,
    `must be given the answers to the form ${formatShortValue(form, 60)} in event.prompt`,
    `event.prompt = ${formatShortValue(prompt, 60)}`,
  );
}

/** Expects that a continue handler receives the query of the return. The state is not judged. */
export function judgeReturnedQuery(
  input: UserStep | undefined,
  given: Json,
  { handler, event = given }: Execution,
  at: TraceLocation,
): ModelViolation | undefined {
  if (handler !== 'continue' || !input || !('returns' in input)) return undefined;
  const request = isObject(event) && isObject(event['request']) ? event['request'] : {};
  const actual = isObject(request['query']) ? request['query'] : {};
  const { query } = input.returns;
  const lost = Object.entries(isObject(query) ? query : {}).find(
    ([name, value]) =>
      name !== 'state' &&
      !isSameJson(Object.hasOwn(actual, name) ? actual[name] : undefined, value),
  );
  return (
    lost &&
    forbid(
      'The continue handler does not receive the query of the return.',
      at,
      `must be given event.request.query.${lost[0]} = ${formatShortValue(lost[1], 60)}`,
      `event.request.query = ${formatShortValue(request['query'], 60)}`,
    )
  );
}
