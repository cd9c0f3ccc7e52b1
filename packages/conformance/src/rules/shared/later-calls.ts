import type { MethodName } from '@post-challenge/spec';
import { compactVerify, decodeJwt } from 'jose';
import { formatValue } from '../../language/format-value.ts';
import { type JsonObject, isObject, isSameJson } from '../../language/json.ts';
import type { Judgement } from '../../language/judgement.ts';
import {
  expectAbsent,
  expectValue,
  getResultType,
  getStoredRecord,
  isAbsent,
  isAlwaysAllowed,
} from '../cache/expectations.ts';
import { combine, expectNoError, violation } from '../expectations.ts';
import { type StepResult, filterCalls, getReturned, hasThrown } from '../step-results.ts';

/** How much later a record may expire than one stored in the same execution, in milliseconds: the clock of the implementation may go on. */
const TIME_OF_AN_EXECUTION = 10_000;

/** Judges that each call after a call returns the same kind of result as the one before it, and has the same effect. */
export async function judgeLaterCalls(
  before: readonly StepResult[],
  after: readonly StepResult[],
  called: StepResult,
): Promise<Judgement> {
  const asBefore = `as before step ${(called.at.step ?? 0) + 1}`;
  return combine([
    judgeResults(before, after, asBefore),
    judgeStored(before, after, asBefore),
    judgeReplaced(before, after),
    judgeDeleted(before, after),
    await judgeTokens(before, after, asBefore),
    judgeValidated(before, after, asBefore),
    ...filterCalls(after, 'transaction.setResultUrl').map(expectNoError),
  ]);
}

/** Judges the kind of each result. A record may be absent, so that the cache only must not throw. */
function judgeResults(
  before: readonly StepResult[],
  after: readonly StepResult[],
  asBefore: string,
): Judgement {
  return combine(
    after.map((later) => {
      const earlier = before.find((other) => getMethod(other) === getMethod(later));
      if (!earlier || getMethod(later) === 'redirect.validateToken') return 'vacuous';
      if (isAlwaysAllowed(earlier) || isAlwaysAllowed(later)) return 'vacuous';
      if (['cache.get', 'cache.delete'].includes(getMethod(later) ?? ''))
        return hasThrown(later) && !hasThrown(earlier)
          ? violation(later, `no error, ${asBefore}`)
          : 'vacuous';
      return describeResult(later) === describeResult(earlier)
        ? 'held'
        : violation(later, `${describeResult(earlier)}, ${asBefore}`);
    }),
  );
}

/** Judges the record that a write reports. */
function judgeStored(
  before: readonly StepResult[],
  after: readonly StepResult[],
  asBefore: string,
): Judgement {
  const writes = filterCalls(before, 'cache.set');
  const [later] = filterCalls(after, 'cache.set');
  const expected = writes[0] && getStoredRecord(writes[0]);
  const actual = later && getStoredRecord(later);
  const isRight = writes.every((write) => getStoredRecord(write)?.value === write.args[1]);
  if (!expected || !actual || !isRight) return 'vacuous';
  if (actual.value !== later.args[1])
    return violation(later, `a record of ${formatValue(later.args[1])}, ${asBefore}`);
  return actual.expires_at - expected.expires_at <= TIME_OF_AN_EXECUTION
    ? 'held'
    : violation(later, `expires_at no later than ${expected.expires_at}, ${asBefore}`);
}

/** Judges that a value that is stored later replaces the one before, if that is so before the call. A record may be absent. */
function judgeReplaced(before: readonly StepResult[], after: readonly StepResult[]): Judgement {
  const control = filterCalls(before, 'cache.set').at(-1);
  const controlFound = filterCalls(before, 'cache.get').at(-1);
  const [written] = filterCalls(after, 'cache.set');
  const [kept, found] = filterCalls(after, 'cache.get');
  if (!control || !written || !kept || !found) return 'vacuous';
  if (expectValue(controlFound, String(control.args[1])) !== 'held') return 'vacuous';
  return combine([
    expectValue(kept, String(control.args[1])),
    getResultType(written) === 'success' ? expectValue(found, String(written.args[1])) : 'vacuous',
  ]);
}

/** Judges that a record that is deleted later is absent, if that is so before the call. */
function judgeDeleted(before: readonly StepResult[], after: readonly StepResult[]): Judgement {
  const [control] = filterCalls(before, 'cache.delete');
  const [controlFound] = filterCalls(before, 'cache.get');
  const [removed] = filterCalls(after, 'cache.delete');
  const works = control && getResultType(control) === 'success' && isAbsent(controlFound);
  if (!works || !removed || getResultType(removed) !== 'success') return 'vacuous';
  return expectAbsent(filterCalls(after, 'cache.get').at(-1));
}

/** Judges that a later token verifies with the secret, carries the payload and lives as long, if that is so before the call. */
async function judgeTokens(
  before: readonly StepResult[],
  after: readonly StepResult[],
  asBefore: string,
): Promise<Judgement> {
  const [earlier] = filterCalls(before, 'redirect.encodeToken');
  const [later] = filterCalls(after, 'redirect.encodeToken');
  const expected = earlier && (await verifyToken(earlier));
  if (!expected || !later || hasThrown(later)) return 'vacuous';
  const actual = await verifyToken(later);
  if (!actual) return violation(later, `a token that verifies with the secret, ${asBefore}`);
  const { payload = {} } = readOptions(earlier) as { payload?: JsonObject };
  const names = [...Object.keys(payload), 'iss', 'sub', 'ip'];
  const changed = names.find(
    (name) => Object.hasOwn(expected, name) && !isSameJson(expected[name], actual[name]),
  );
  if (changed !== undefined)
    return violation(
      later,
      `the claim ${changed}: ${formatValue(expected[changed])}, ${asBefore}`,
      `${changed}: ${formatValue(actual[changed])}`,
    );
  const [lifetime, actualLifetime] = [measureLifetime(expected), measureLifetime(actual)];
  return Number.isNaN(lifetime) || Math.abs(actualLifetime - lifetime) <= 1
    ? 'held'
    : violation(
        later,
        `exp ${lifetime} s after iat, ${asBefore}`,
        `exp ${actualLifetime} s after iat`,
      );
}

function measureLifetime({ exp, iat }: JsonObject): number {
  return Number(exp) - Number(iat);
}

/** Verifies a token with the secret of the call that created it, and returns the claims; undefined if it does not verify. */
async function verifyToken(encoded: StepResult): Promise<JsonObject | undefined> {
  const token = getReturned(encoded);
  if (typeof token !== 'string') return undefined;
  try {
    const secret = new TextEncoder().encode(String(readOptions(encoded)['secret']));
    await compactVerify(token, secret, { algorithms: ['HS256'] });
    return decodeJwt(token) as unknown as JsonObject;
  } catch {
    return undefined;
  }
}

function readOptions({ args: [options] }: StepResult): JsonObject {
  return isObject(options) ? options : {};
}

/** Judges that another good token is accepted later, if one is accepted before the call. */
function judgeValidated(
  before: readonly StepResult[],
  after: readonly StepResult[],
  asBefore: string,
): Judgement {
  const [earlier] = filterCalls(before, 'redirect.validateToken');
  const [later] = filterCalls(after, 'redirect.validateToken');
  const expected = getReturned(earlier);
  if (!later || !isObject(expected) || typeof expected['verification'] !== 'string')
    return 'vacuous';
  const actual = getReturned(later);
  return isObject(actual) && actual['verification'] === expected['verification']
    ? 'held'
    : violation(later, `the claims of the token, ${asBefore}`);
}

function getMethod({ step }: StepResult): MethodName | undefined {
  return 'call' in step ? step.call : undefined;
}

function describeResult(result: StepResult): string {
  if (hasThrown(result)) return 'an error';
  const returned = getReturned(result);
  if (!isObject(returned)) return returned === undefined ? 'nothing' : `a ${typeof returned}`;
  if ('$undefined' in returned) return 'undefined';
  return typeof returned['type'] === 'string' ? `{ type: "${returned['type']}", … }` : 'an object';
}
