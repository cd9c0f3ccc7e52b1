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

/** One call of a method of the `api` object: what it was given, and what it gave back or threw. */
export interface Call {
  readonly method: MethodName;
  readonly args: readonly unknown[];
  readonly returned?: unknown;
  readonly threw?: Thrown;
}

/** What was thrown. */
export interface Thrown {
  /** The name of the error; absent where it is no error that was thrown. */
  readonly name?: string;
  readonly message: string;
  readonly code?: string;
  /** The line and column in the file of the action, where the stack names it. */
  readonly place?: string;
}

/** One execution of a handler. */
export interface Execution {
  /** The path of the action. */
  readonly path: string;
  readonly handler: HandlerName;
  readonly calls: Call[];
  threw?: Thrown;
}

/** What executed because of one thing that the user did; the first because the transaction began. */
export interface Phase {
  readonly input?: TransactionInput;
  readonly executions: readonly Execution[];
  readonly outcome: Outcome;
  /** Why what the user did was refused, where it was. */
  readonly refused?: string;
}

/** Stands for the `api` object where a method has returned it. */
const API = { $api: true };

/** The action, of which each execution is noted, with every call of the `api` object. */
export function recordModule(
  path: string,
  { onExecutePostChallenge, onContinuePostChallenge }: PostChallengeModule,
  note: (execution: Execution) => void,
): PostChallengeModule {
  const recording =
    (handler: HandlerName, action: PostChallengeAction): PostChallengeAction =>
    async (event, api) => {
      const execution: Execution = { path, handler, calls: [] };
      note(execution);
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

/** An `api` object that notes each call before it passes on what came of it. */
function recordApi(api: PostChallengeAPI, { path, calls }: Execution): PostChallengeAPI {
  const recording = mapMembers(api, (methods: object, namespace) =>
    mapMembers(methods, (method: Method, name): Method => (...args) => {
      const called = {
        method: `${namespace}.${name}` as MethodName,
        args: args.map(copyForRecord),
      };
      try {
        const returned = method(...args);
        calls.push({ ...called, returned: returned === api ? API : copyForRecord(returned) });
        return returned === api ? recording : returned;
      } catch (error) {
        calls.push({ ...called, threw: describeThrown(error, path) });
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

/** The value as it is now; in words where it is none that JSON could express. */
function copyForRecord(value: unknown): unknown {
  try {
    JSON.stringify(value);
    return structuredClone(value);
  } catch {
    return inspect(value);
  }
}
