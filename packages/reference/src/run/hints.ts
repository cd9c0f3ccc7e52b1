import type { Edition, Transaction } from '@post-challenge/spec';
import { MAXIMUM_CACHE_KEY_SIZE } from '@post-challenge/spec';
import { isObject } from '@post-challenge/spec/command-line';
import { listTypes } from '../api/factors.ts';
import { listMethods, listNamespaces } from '../api/misuse.ts';
import type { Call } from './record.ts';
import type { RunResult } from './run.ts';

/** Lists hints for the user of the command line: on mistakes, and on options that continue a paused run or were not used. */
export function listHints(result: RunResult): string[] {
  const advise = (call: Call) => [...adviseCall(call), ...adviseParameter(call)];
  return [
    ...listMistakes(result, advise),
    ...describeNextStep(result.transaction),
    ...describeUnused(result),
  ];
}

/** Lists hints on mistakes of the actions, each once. */
export function listMistakes(
  { phases, edition }: Pick<RunResult, 'phases' | 'edition'>,
  advise: (call: Call) => readonly string[] = adviseCall,
): string[] {
  const executions = phases.flatMap((phase) => phase.executions);
  const mistakes = executions.flatMap(({ calls, threw, missing }) => [
    ...calls.flatMap(advise),
    ...(threw?.name === 'TypeError' && missing !== undefined
      ? [adviseMissing(missing, edition)]
      : []),
  ]);
  return [...new Set(mistakes)];
}

/** A day, in seconds. */
const SECONDS_OF_A_DAY = 86_400;

function adviseCall(call: Call): string[] {
  return call.method.startsWith('redirect.') ? adviseSecret(call) : adviseCacheCall(call);
}

/** Advises on a secret that the event does not have. */
function adviseSecret({ method, args: [options], threw }: Call): string[] {
  const lacksSecret =
    method.endsWith('Token') && isObject(options) && options['secret'] === undefined;
  return lacksSecret && threw !== undefined
    ? [
        'The secret is undefined: the event has none of the name that the action reads. Add --secret NAME=VALUE.',
      ]
    : [];
}

/** Advises on a token that the command line did not send. */
function adviseParameter({ method, args: [options], threw }: Call): string[] {
  if (method !== 'redirect.validateToken' || !isObject(options)) return [];
  if (threw?.name !== 'InvalidTokenError' || !threw.message.includes('no token')) return [];
  const { tokenParameterName: name } = options;
  return name === undefined
    ? ['To return with a signed token in the parameter session_token, add --token "{}".']
    : [
        `To return with a token in the parameter ${String(name)}, add --token-parameter ${String(name)}.`,
      ];
}

function adviseCacheCall({ method, args: [key, , options], returned }: Call): string[] {
  if (method !== 'cache.set') return [];
  if (isObject(returned) && returned['code'] === 'CacheKeySizeExceeded')
    return [
      `The cache refused a key of ${Buffer.byteLength(String(key))} bytes; ${MAXIMUM_CACHE_KEY_SIZE} are allowed. Use a shorter key, such as event.user.user_id.`,
    ];
  const ttl = isObject(options) ? Number(options['ttl']) : Number.NaN;
  // A lifetime in milliseconds is usually a number of whole seconds.
  return ttl > 0 && ttl <= SECONDS_OF_A_DAY && ttl % 1000 !== 0
    ? [`A ttl counts milliseconds. If ${ttl} are seconds, write { ttl: ${ttl} * 1000 }.`]
    : [];
}

/** Advises on a namespace or method that the trigger does not have. */
function adviseMissing(name: string, edition: Edition): string {
  if (name === 'prompt')
    return 'There is no api.prompt in edition 2025. Add --edition 2026 to follow the pages of today.';
  const [namespace = ''] = name.split('.');
  const known = listMethods(namespace);
  const others = known.length > 0 ? known : listNamespaces(edition).map((other) => `api.${other}`);
  const remedy =
    name === 'redirect.createUrl'
      ? 'Write api.redirect.sendUserTo(url, { query: { name: value } }).'
      : `There are ${others.join(', ')}.`;
  return `There is no api.${name} in this trigger. ${remedy}`;
}

function describeUnused({ completes, returns, submits }: RunResult): string[] {
  const unused = [
    ...completes.map(({ type }) => `the factor ${type}`),
    ...returns.map(() => 'a return'),
    ...submits.map(() => 'a form'),
  ];
  if (unused.length === 0) return [];
  return [`Not used, because the actions did not ask for it: ${unused.join(', ')}.`];
}

function describeNextStep(transaction: Transaction): string[] {
  if (transaction.status === 'challenged') {
    const options = listTypes(transaction.factors).map((type) => `--completes ${type}`);
    return [`The user has not completed an offered factor. To continue: ${options.join(', or ')}`];
  }
  if (transaction.status === 'rendered')
    return [
      `The user has not submitted the form ${transaction.promptId}. To continue: --submits name=value`,
    ];
  if (transaction.status !== 'redirected') return [];
  return ['The user has not returned. To continue: --returns name=value, or --token "{}", or both'];
}
