import { type Json, isObject, isSameJson } from '../../language/json.ts';
import { formatShortValue } from '../../language/format-value.ts';
import type { TraceLocation } from '../../language/judgement.ts';
import type { UserStep } from '../../language/scenario.ts';
import type { Execution } from '../../language/trace.ts';
import { expectEvent } from '../flow-event.ts';
import { findMissingMember } from '../shared/compare-events.ts';
import { type ModelViolation, forbid } from './prohibitions.ts';

/** Expects that a handler receives the event of its own transaction. */
export function judgeEvent(
  given: Json,
  { event }: Execution,
  at: TraceLocation,
  isFirst: boolean,
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
      'A later handler receives an incomplete event, or that of another user.',
      at,
      later.expected,
      later.actual,
    );
  const foreign = findChangedMember(given, event);
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

/** Finds a secret or a member of the configuration that has another value. It may be absent, because both belong to the action. */
function findChangedMember(given: Json, event: Json) {
  for (const name of ['secrets', 'configuration']) {
    const [own, actual] = [given, event].map((one) => (isObject(one) ? one[name] : undefined));
    if (!isObject(own) || !isObject(actual)) continue;
    const shared = Object.entries(own).filter(([member]) => Object.hasOwn(actual, member));
    const changed = findMissingMember(Object.fromEntries(shared), actual, `event.${name}`);
    if (changed) return changed;
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
