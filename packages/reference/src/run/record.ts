import type {
  MethodName,
  Outcome,
  PostChallengeAction,
  PostChallengeAPI,
  PostChallengeModule,
  TransactionInput,
} from '@post-challenge/spec';
import { resolve } from 'node:path';
import { inspect, types } from 'node:util';
import { findLocation } from './stack-location.ts';

type HandlerName = keyof PostChallengeModule;

/** A call of a method of the `api` object, with its arguments and its result or error. */
export interface Call {
  readonly method: MethodName;
  readonly args: readonly unknown[];
  readonly returned?: unknown;
  readonly threw?: Thrown;
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
  addExecution: (execution: Execution) => void,
): PostChallengeModule {
  const recording =
    (handler: HandlerName, action: PostChallengeAction): PostChallengeAction =>
    async (event, api) => {
      const execution: Execution = { path, handler, calls: [] };
      addExecution(execution);
      try {
        return await action(event, recordApi(api, execution));
      } catch (error) {
        execution.threw = describeThrown(error, path);
        throw error;
      }
    };
  return {
    onExecutePostChallenge: recording('onExecutePostChallenge', onExecutePostChallenge),
    ...(onContinuePostChallenge && {
      onContinuePostChallenge: recording('onContinuePostChallenge', onContinuePostChallenge),
    }),
  };
}

type Method = (...args: unknown[]) => unknown;

/** Wraps an `api` object so that each call is recorded. */
function recordApi(api: PostChallengeAPI, { path, calls }: Execution): PostChallengeAPI {
  const recording = mapMembers(api, (methods: object, namespace) =>
    mapMembers(methods, (method: Method, name): Method => (...args) => {
      const call = {
        method: `${namespace}.${name}` as MethodName,
        args: args.map(copyForRecord),
      };
      try {
        const returned = method(...args);
        calls.push({ ...call, returned: returned === api ? API : copyForRecord(returned) });
        return returned === api ? recording : returned;
      } catch (error) {
        calls.push({ ...call, threw: describeThrown(error, path) });
        throw error;
      }
    }),
  ) as unknown as PostChallengeAPI;
  return recording;
}

function describeThrown(error: unknown, path: string): Thrown {
  if (!types.isNativeError(error)) return { message: inspect(error) };
  const { name, message, code } = error as Error & { code?: unknown };
  const place = findLocation(resolve(path), error);
  return {
    name,
    message,
    ...(typeof code === 'string' && { code }),
    ...(place !== undefined && { place }),
  };
}

function mapMembers<T, R>(object: object, map: (member: T, name: string) => R): Record<string, R> {
  const members = Object.entries(object) as [string, T][];
  return Object.fromEntries(members.map(([name, member]) => [name, map(member, name)]));
}

/** Copies a value for the record, or describes it if JSON cannot express it. */
function copyForRecord(value: unknown): unknown {
  try {
    JSON.stringify(value);
    return structuredClone(value);
  } catch {
    return inspect(value);
  }
}
