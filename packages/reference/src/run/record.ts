import type {
  Edition,
  MethodName,
  Outcome,
  PostChallengeAction,
  PostChallengeAPI,
  PostChallengeModule,
  TransactionInput,
} from '@post-challenge/spec';
import { findExcess } from '@post-challenge/spec';
import { resolve } from 'node:path';
import { inspect, types } from 'node:util';
import { mapMethods } from '../api/arguments.ts';
import { type ChallengeContext, findSatisfyingFactor } from '../api/authentication.ts';
import { getClassName, replaceInstances } from '../api/class-instance.ts';
import { copyJson } from '../api/copy.ts';
import { defaultTenant, listRequested } from '../api/factors.ts';
import { LateCallError, limitToExecution } from '../runtime/late-call.ts';
import { findLocation } from './stack-location.ts';
import { type Warning, createWarning } from './warning.ts';
import { watchMisreads } from './watch-reads.ts';

type HandlerName = keyof PostChallengeModule;

/** A call of a method of the `api` object, with its arguments and its result or error. */
export interface Call {
  readonly method: MethodName;
  readonly args: readonly unknown[];
  readonly returned?: unknown;
  readonly threw?: Thrown;
  /** The completed factor that already satisfied the challenge, so that the user was not asked. */
  readonly satisfiedBy?: string;
}

/** A thrown error. */
export interface Thrown {
  /** The name of the error; absent if the thrown value is not an Error. */
  readonly name?: string;
  readonly message: string;
  readonly code?: string;
  /** The line and column in the file of the action, if the stack names the file. */
  readonly place?: string;
}

/** An execution of a handler. */
export interface Execution {
  /** The path of the action. */
  readonly path: string;
  readonly handler: HandlerName;
  readonly calls: Call[];
  threw?: Thrown;
  /** The namespace or method that the action last looked for in vain, such as `redirect.createUrl`. */
  missing?: string;
}

/** A call after the handler of the `api` object had ended, which has no effect. */
export interface LateCall extends Thrown {
  /** The path of the action. */
  readonly path: string;
}

/** Receives the executions of actions, and the calls that come after them. */
export interface Recorder {
  readonly addExecution: (execution: Execution) => void;
  readonly addLateCall: (call: LateCall) => void;
  readonly addWarning: (warning: Warning) => void;
}

/** The executions from the start of the transaction, or from an input of the user, to the next pause or the end. */
export interface Phase {
  readonly input?: TransactionInput;
  readonly executions: readonly Execution[];
  readonly outcome: Outcome;
  /** The reason if the input was refused. */
  readonly refused?: string;
}

/** Represents the `api` object as a result of a method. */
const API = { $api: true };

/** Wraps an action so that each execution is recorded, with every call of the `api` object. */
export function recordModule(
  path: string,
  { onExecutePostChallenge, onContinuePostChallenge }: PostChallengeModule,
  recorder: Recorder,
  edition: Edition,
): PostChallengeModule {
  const recording =
    (handler: HandlerName, action: PostChallengeAction): PostChallengeAction =>
    async (event, api) => {
      const execution: Execution = { path, handler, calls: [] };
      recorder.addExecution(execution);
      const { api: limited, end } = limitToExecution(api);
      try {
        const context = { event: copyJson(event), tenant: defaultTenant, edition };
        watchMisreads(event, (read, known) =>
          recorder.addWarning(createWarning(`There is no ${read}. Did you mean ${known}?`, path)),
        );
        return await action(event, recordApi(limited, execution, context, recorder));
      } catch (error) {
        execution.threw = describeThrown(error, path);
        throw error;
      } finally {
        end();
      }
    };
  return {
    onExecutePostChallenge: recording('onExecutePostChallenge', onExecutePostChallenge),
    ...(onContinuePostChallenge && {
      onContinuePostChallenge: recording('onContinuePostChallenge', onContinuePostChallenge),
    }),
  };
}

/** Wraps an `api` object so that each call is recorded. */
function recordApi(
  api: PostChallengeAPI,
  execution: Execution,
  context: ChallengeContext,
  { addLateCall }: Recorder,
): PostChallengeAPI {
  const { path, calls } = execution;
  const methods = mapMethods(api, (method, name) => (...args) => {
    const call = { method: name, args: args.map(copyForRecord) };
    try {
      const returned = method(...args);
      const result = { returned: returned === api ? API : copyForRecord(returned) };
      calls.push({ ...call, ...result, ...explainSkip(name, args, context) });
      return returned === api ? recording : returned;
    } catch (error) {
      if (error instanceof LateCallError) {
        addLateCall({ ...describeThrown(error, path), path });
        throw error;
      }
      calls.push({ ...call, threw: describeThrown(error, path) });
      throw error;
    }
  });
  const recording = watchMissing(methods, (name) => (execution.missing = name));
  return recording;
}

/** Wraps an `api` object so that a missing namespace or method is noted if the action reads it. */
function watchMissing(api: PostChallengeAPI, note: (name: string) => void): PostChallengeAPI {
  const watch = <T extends object>(members: T, prefix: string): T =>
    new Proxy(members, {
      get(target, name) {
        const isMissing = typeof name === 'string' && !(name in target);
        // `await` and JSON.stringify look for these.
        if (isMissing && name !== 'then' && name !== 'toJSON') note(`${prefix}${name}`);
        return Reflect.get(target, name) as unknown;
      },
    });
  const namespaces = Object.entries(api).map(([name, methods]) => [
    name,
    watch(methods as object, `${name}.`),
  ]);
  return watch(Object.fromEntries(namespaces) as PostChallengeAPI, '');
}

/** Names the completed factor that already satisfies a challenge. The arguments of the call are valid. */
function explainSkip(
  method: MethodName,
  args: readonly unknown[],
  context: ChallengeContext,
): Pick<Call, 'satisfiedBy'> {
  if (!method.startsWith('authentication.')) return {};
  const completed = findSatisfyingFactor(listRequested(method, args), context);
  return completed ? { satisfiedBy: completed.type } : {};
}

function describeThrown(error: unknown, path: string): Thrown {
  try {
    if (!types.isNativeError(error)) return { message: inspectSafely(error) };
    const { name, message, code } = error as { name: unknown; message: unknown; code?: unknown };
    const place = findLocation(resolve(path), error);
    return {
      name: String(name),
      message: String(message),
      ...(typeof code === 'string' && { code }),
      ...(place !== undefined && { place }),
    };
  } catch {
    return { message: 'an error whose members cannot be read' };
  }
}

/** Represents a value that JSON cannot express, such as a class instance, by its text. */
interface Inspected {
  readonly $inspect: string;
}

function inspectValue(value: unknown): Inspected {
  return { $inspect: inspectSafely(value) };
}

/** Inspects a value on one line and without cutting a string, so that a secret in it stays whole. A method of the value may throw. */
function inspectSafely(value: unknown): string {
  try {
    return inspect(value, { breakLength: Infinity, compact: true, maxStringLength: Infinity });
  } catch {
    return 'a value that cannot be shown';
  }
}

/** Describes a class instance by the message of an error, the text that JSON would write, or else the content. */
function inspectInstance(instance: object): Inspected {
  const text: unknown = types.isNativeError(instance)
    ? instance.message
    : 'toJSON' in instance && copyJson<unknown>(instance);
  return typeof text === 'string'
    ? { $inspect: `${getClassName(instance)} { ${inspect(text)} }` }
    : inspectValue(instance);
}

/** Copies a value for the record, or describes it if JSON cannot express it. */
function copyForRecord(value: unknown): unknown {
  try {
    if (findExcess(value)) return inspectValue(value);
    JSON.stringify(value);
    return structuredClone(replaceInstances(value, inspectInstance, Infinity));
  } catch {
    return inspectValue(value);
  }
}
