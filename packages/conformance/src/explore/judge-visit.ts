import { MAXIMUM_CACHE_LIFETIME } from '@post-challenge/spec';
import { isObject } from '../language/json.ts';
import { describeError } from '../language/serialize-error.ts';
import type { ActionFiles } from './action-files.ts';
import type { Finding, FindingKind, FindingLevel } from './finding.ts';
import { holdsSecret, leadsToAttacker } from './markers.ts';
import { EndlessCallsError, isReason } from './watch-api.ts';
import type { CallRecord, ExecutionRecord, PhaseRecord, VisitRecord } from './records.ts';
import { INSISTENCE, TOKEN } from './run-visit.ts';
import { type Visit, lacksSetting } from './visit.ts';

/** A secret of the actions, and how grave it is to show it. */
export interface WatchedSecret {
  readonly name: string;
  readonly value: string;
  readonly level: FindingLevel;
}

/** The knowledge of a judge besides the record. */
export interface JudgeContext {
  readonly files: ActionFiles;
  readonly secrets: readonly WatchedSecret[];
}

/** Finds all mistakes that a visit shows. */
export function findMistakes(visit: Visit, record: VisitRecord, context: JudgeContext): Finding[] {
  const judge = new Judge(visit, context);
  for (const execution of record.executions) judge.judgeExecution(execution);
  record.phases.forEach((phase, index) => judge.judgePhase(phase, record.phases[index - 1]));
  judge.judgeEnd(record);
  return judge.findings;
}

/** Whether a handler has refused the user: it denied, or it threw. */
export function hasRefused({ calls, threw }: ExecutionRecord): boolean {
  return threw !== undefined || calls.some(({ method }) => method === 'access.deny');
}

/** Whether a handler has called methods without end. */
export function isEndless({ threw }: ExecutionRecord): boolean {
  return threw?.error instanceof EndlessCallsError;
}

class Judge {
  readonly findings: Finding[] = [];
  readonly #visit: Visit;
  readonly #context: JudgeContext;

  constructor(visit: Visit, context: JudgeContext) {
    this.#visit = visit;
    this.#context = context;
  }

  judgeExecution(execution: ExecutionRecord): void {
    this.#judgeThrow(execution);
    for (const call of execution.lateCalls)
      this.#add(
        'forgotten-await',
        'error',
        execution,
        call.site,
        (place) => `api.${call.method} was called${place} after the handler had ended.`,
      );
    for (const call of execution.calls) {
      this.#judgePromise(call, execution);
      this.#judgeWrite(call, execution);
      this.#judgeDenial(call, execution);
      this.#judgeTarget(call, execution);
      this.#judgeSecrets(call, execution);
    }
    this.#judgeMissingRecord(execution);
  }

  judgePhase(phase: PhaseRecord, before: PhaseRecord | undefined): void {
    const { executions, outcome, insistence = 0, reset } = phase;
    const last = executions.at(-1) ?? before?.executions.at(-1);
    if (!last) return;
    if (
      outcome.status === 'redirected' &&
      insistence >= INSISTENCE &&
      isPrompt(phase) &&
      !this.#visit.loses
    ) {
      const call = last.calls.findLast(({ method }) => method === 'redirect.sendUserTo');
      this.#add(
        'redirect-loop',
        'error',
        last,
        call?.site,
        (place) => `It redirected the user${place} after each of ${insistence} returns.`,
      );
    }
    if (outcome.status === 'failed' && !executions.some((one) => one.threw))
      this.#judgeFailure(phase, last, before);
    const isReturn = before?.outcome.status === 'redirected' && before.reset === reset;
    if (isReturn && outcome.status === 'completed') this.#judgeReturn(executions[0]);
  }

  judgeEnd({ hung, strayErrors, executions }: VisitRecord): void {
    if (hung) this.#add('hangs', 'error', hung, undefined, () => 'The handler did not end.');
    const last = executions.at(-1);
    if (!last) return;
    for (const execution of executions)
      for (const { site, value } of execution.floating ?? [])
        this.#add(
          'forgotten-await',
          isAnswer(value) ? 'error' : 'hint',
          execution,
          site,
          (place) =>
            `Nobody awaits the promise of the async function${place}${isAnswer(value) ? `, whose value is ${String(value)}` : ''}.`,
        );
    for (const error of strayErrors)
      this.#add(
        'forgotten-await',
        'error',
        last,
        error,
        (place) => `A promise that nobody awaits was rejected${place}: ${describeError(error)}.`,
      );
  }

  #add(
    kind: FindingKind,
    level: FindingLevel,
    { action, handler, reset }: ExecutionRecord,
    site: unknown,
    describe: (place: string) => string,
  ): void {
    const place = this.#context.files.locate((Object(site) as { stack?: unknown }).stack);
    this.findings.push({
      kind,
      level,
      action,
      handler,
      reset,
      ...(place !== undefined && { place }),
      event: describe(place === undefined ? '' : ` at ${place}`),
    });
  }

  #judgeThrow(execution: ExecutionRecord): void {
    const { threw, calls, missesRecord, callsOut } = execution;
    // Without a stand-in for the network, nobody knows how the action goes on with an answer.
    if (!threw || callsOut === 'refused') return;
    const { error } = threw;
    if (error instanceof EndlessCallsError) {
      this.#add(
        'hangs',
        'error',
        execution,
        calls.at(-1)?.site,
        (place) => `The handler did not end: ${error.message.replace(/\.$/, '')}${place}.`,
      );
      return;
    }
    // Whoever has not given a value to a setting learns it from the error.
    if (lacksSetting(this.#visit)) return;
    const last = calls.at(-1);
    if (last?.threw && last.args.some((arg) => arg === PROMISE)) return;
    const { message } = Object(error) as { message?: unknown };
    const isUnguarded = missesRecord === true && UNGUARDED.test(String(message));
    // Whoever lets this error through refuses the token, which is right, but tells the user nothing.
    const refusesToken = last?.method === 'redirect.validateToken' && last.threw !== undefined;
    this.#add(
      isUnguarded ? 'unguarded-record' : 'throws',
      refusesToken ? 'hint' : 'error',
      execution,
      error,
      (place) => `It threw ${describeError(error)}${place}.`,
    );
  }

  #judgePromise(call: CallRecord, execution: ExecutionRecord): void {
    if (!JSON.stringify(call.args)?.includes(PROMISE)) return;
    this.#add(
      'forgotten-await',
      'error',
      execution,
      call.site,
      (place) => `api.${call.method} was given a promise${place}, not its value.`,
    );
  }

  #judgeWrite(call: CallRecord, execution: ExecutionRecord): void {
    if (call.method !== 'cache.set') return;
    const { type, code } = Object(call.returned) as { type?: unknown; code?: unknown };
    const [key, value, options] = call.args;
    const { ttl } = Object(options) as { ttl?: unknown };
    if (type === 'error') {
      const isOwnFault = /^(?:CacheKeySize|CacheValueSize|InvalidExpiry|ItemAlready)/.test(
        String(code),
      );
      if (!isOwnFault && call.isRead) return;
      const size = /KeySize/.test(String(code))
        ? describeSize('key', key)
        : /ValueSize/.test(String(code))
          ? describeSize('value', value)
          : /Expir/.test(String(code))
            ? describeExpiry(options)
            : '';
      const level = isOwnFault && !call.isRead ? 'error' : 'hint';
      this.#add(
        'refused-write',
        level,
        execution,
        call.site,
        (place) =>
          `The cache refused api.cache.set${place} with ${String(code)}${size}${call.isRead ? '' : ', and nothing looked at the result'}.`,
      );
    } else if (typeof ttl === 'number' && ttl > MAXIMUM_CACHE_LIFETIME)
      this.#add(
        'refused-write',
        'hint',
        execution,
        call.site,
        (place) =>
          `The cache keeps a record for 24 hours at most; api.cache.set asks${place} for a ttl of ${ttl} ms.`,
      );
    // A lifetime in milliseconds is usually a number of whole seconds.
    if (typeof ttl === 'number' && ttl > 0 && ttl <= 86_400 && ttl % 1000 !== 0)
      this.#add(
        'short-lifetime',
        'hint',
        execution,
        call.site,
        (place) => `api.cache.set stores a record${place} for ${ttl} ms.`,
      );
  }

  #judgeDenial({ method, args: [reason], site }: CallRecord, execution: ExecutionRecord): void {
    if (method !== 'access.deny' || isReason(reason)) return;
    const given =
      reason === undefined
        ? 'without a reason'
        : typeof reason === 'string'
          ? 'with an empty reason'
          : `with a reason that is no text, but ${reason === null ? 'null' : `a value of type ${typeof reason}`}`;
    this.#add(
      'deny-without-reason',
      'hint',
      execution,
      site,
      (place) => `api.access.deny was called${place} ${given}.`,
    );
  }

  #judgeTarget({ method, args: [url], site, threw }: CallRecord, execution: ExecutionRecord): void {
    const isTarget = method === 'redirect.sendUserTo' || method === 'transaction.setResultUrl';
    if (!isTarget || threw || !leadsToAttacker(String(url))) return;
    this.#add(
      'open-redirect',
      'error',
      execution,
      site,
      (place) =>
        `api.${method} sends the user${place} to ${new URL(String(url)).host}, which a stranger chose.`,
    );
  }

  #judgeSecrets(call: CallRecord, execution: ExecutionRecord): void {
    const shown = getShownText(call, execution);
    if (shown === undefined) return;
    const [target, text] = shown;
    for (const { name, value, level } of this.#context.secrets)
      if (holdsSecret(text, value))
        this.#add(
          'leaked-secret',
          level,
          execution,
          call.site,
          (place) => `${target} of api.${call.method} holds event.secrets.${name}${place}.`,
        );
  }

  #judgeMissingRecord(execution: ExecutionRecord): void {
    if (!execution.missesRecord || execution.threw) return;
    const missed = execution.calls.findIndex(
      ({ method, returned }) => method === 'cache.get' && returned === undefined,
    );
    const call = execution.calls
      .slice(missed + 1)
      .find(
        ({ method, args }) =>
          /^(?:cache\.set|access\.deny|redirect\.sendUserTo|transaction\.setResultUrl)$/.test(
            method,
          ) && args.some((arg) => typeof arg === 'string' && /\b(?:NaN|undefined)\b/.test(arg)),
      );
    if (!call) return;
    this.#add(
      'unguarded-record',
      'hint',
      execution,
      call.site,
      (place) =>
        `The cache held no record, and api.${call.method} was given a text with NaN or undefined${place}.`,
    );
  }

  #judgeFailure(
    { executions, outcome }: PhaseRecord,
    last: ExecutionRecord,
    before: PhaseRecord | undefined,
  ): void {
    const message = outcome.status === 'failed' ? outcome.message : '';
    const isReturn = executions.length === 0 && before?.outcome.status === 'redirected';
    const challenges = last.calls.some(({ method }) => method.startsWith('authentication.'));
    const asks = last.calls.some(({ method }) => /^(?:prompt|redirect\.sendUserTo)/.test(method));
    const isChallenge = challenges && !asks && !isReturn;
    const kind = isChallenge ? 'impossible-challenge' : 'fails';
    const call = last.calls.findLast(({ method }) =>
      isChallenge ? method.startsWith('authentication.') : /^(?:prompt|redirect)\./.test(method),
    );
    this.#add(
      kind,
      isChallenge ? 'hint' : 'error',
      last,
      call?.site,
      () => `The transaction failed: ${message.replace(/\.$/, '')}.`,
    );
  }

  #judgeReturn(execution: ExecutionRecord | undefined): void {
    if (execution?.handler !== 'continue' || execution.callsOut || execution.threw) return;
    const { answer, calls } = execution;
    if (answer?.token === 'valid' || Object.values(answer?.parameters ?? {}).includes(TOKEN))
      return;
    const validations = calls.filter(({ method }) => method === 'redirect.validateToken');
    if (validations.some(({ threw }) => !threw)) return;
    // A factor proves more than the return does.
    if (calls.some(({ method }) => method.startsWith('authentication.'))) return;
    const fault = validations.length > 0 ? 'the token is not valid' : 'no token was validated';
    this.#add(
      'unvalidated-return',
      'hint',
      execution,
      validations[0]?.site,
      () => `The transaction was completed, although ${fault}.`,
    );
  }
}

const PROMISE = '[object Promise]';

/** Whether the user answered at once. After a long time, an action may well begin anew. */
function isPrompt({ answer }: PhaseRecord): boolean {
  return (answer?.wait ?? 0) === 0;
}

/** The messages of errors that follow from a record that is not there. */
const UNGUARDED =
  /reading '(?:value|expires_at)'|property '(?:value|expires_at)'|cache\.get|"undefined" is not valid JSON/;

/** Whether the value of a promise answers a question: nobody leaves that unread on purpose. */
function isAnswer(value: unknown): boolean {
  return ['boolean', 'number', 'string'].includes(typeof value);
}

/** Describes a lifetime that the cache refused. JSON has no NaN: in a record, null is in its place. */
function describeExpiry(options: unknown): string {
  const members = Object.entries(Object(options) as Readonly<Record<string, unknown>>);
  const texts = members
    .filter(([name]) => name === 'ttl' || name === 'expires_at')
    .map(([name, value]) => {
      const article = name === 'ttl' ? 'a' : 'an';
      if (typeof value !== 'number') return `${article} ${name} that is no finite number`;
      const time = new Date(value);
      const isTime = name === 'expires_at' && !Number.isNaN(time.valueOf());
      return `${article} ${name} of ${value}${isTime ? `, which is ${time.toISOString().slice(0, 16)} UTC` : ''}`;
    });
  return texts.length === 0 ? '' : ` for ${texts.join(' and ')}`;
}

function describeSize(name: string, value: unknown): string {
  return ` for a ${name} of ${Buffer.byteLength(String(value))} bytes`;
}

/** Gets the part of a call that others can read, with its name. */
function getShownText(
  { method, args }: CallRecord,
  { calls }: ExecutionRecord,
): readonly [target: string, text: string] | undefined {
  const [first, second] = args;
  switch (method) {
    case 'redirect.encodeToken':
      return ['The payload', write(isObject(first) ? first['payload'] : undefined)];
    case 'redirect.sendUserTo':
    case 'transaction.setResultUrl':
      return ['The URL', removeTokens(`${write(first)} ${write(second)}`, calls)];
    case 'cache.set':
      return ['The record', removeTokens(`${write(first)} ${write(second)}`, calls)];
    case 'access.deny':
      return ['The reason', write(first)];
    case 'prompt.render':
      return ['The form', write(isObject(second) ? second['fields'] : undefined)];
    default:
      return undefined;
  }
}

function write(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Removes the tokens that the action has encoded: their payloads are judged by themselves. */
function removeTokens(text: string, calls: readonly CallRecord[]): string {
  return calls
    .filter(({ method }) => method === 'redirect.encodeToken')
    .reduce((rest, { returned }) => rest.replaceAll(String(returned), ''), text);
}
