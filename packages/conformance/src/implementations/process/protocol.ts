import type { Capability, FactorType } from '@post-challenge/spec';
import type { StepPosition } from '../implementation.ts';
import type { Json } from '../../language/json.ts';
import type { ActionScript, UserStep } from '../../language/scenario.ts';

/** The description of a served implementation: the result of `describe`. */
export interface Description {
  /** The name, as the report prints it. */
  readonly name: string;
  /** The version, as the report prints it. */
  readonly version?: string;
  /** The capabilities: what the suite can observe and control. */
  readonly capabilities: readonly Capability[];
}

/**
 * A line that the suite writes to a served implementation: a JSON-RPC 2.0 request or notification.
 *
 * @remarks
 * `describe`, `start` and `resume` are requests and have an `id`. `open` and `close` are notifications: they open a world, which
 * shares nothing with any other, and close it.
 */
export type ProtocolRequest =
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** The number of the request, which its response repeats. */
      readonly id: number;
      /** Asks for the description. */
      readonly method: 'describe';
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** Opens a world. */
      readonly method: 'open';
      /** The options of the world. */
      readonly params: {
        /** The time at the start, in milliseconds since the Unix epoch. */
        readonly now: number;
        /** The factors that are enabled in the tenant. */
        readonly factors: readonly FactorType[];
      };
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** The number of the request, which its response repeats. */
      readonly id: number;
      /** Starts a transaction and asks for its first phase. */
      readonly method: 'start';
      /** The event and the actions. */
      readonly params: {
        /** The event of the first handler. */
        readonly event: Json;
        /** The actions, in order. */
        readonly actions: readonly ActionScript[];
      };
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** The number of the request, which its response repeats. */
      readonly id: number;
      /** Resumes the transaction and asks for the next phase. */
      readonly method: 'resume';
      /** The step of the user, with resolved placeholders. */
      readonly params: UserStep;
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** Closes the world. */
      readonly method: 'close';
    };

/**
 * A line that a served implementation writes: a JSON-RPC 2.0 response, or a notification before each step.
 *
 * @remarks
 * The result of `describe` is a description; the result of `start` and `resume` is a phase.
 */
export type ProtocolMessage =
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** The number of the request. */
      readonly id: number;
      /** The result of the request. */
      readonly result: Json;
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** The number of the request; `null` if the request could not be read. */
      readonly id: number | null;
      /** The error. */
      readonly error: {
        /** The JSON-RPC error code. */
        readonly code: number;
        /** The message, as the report prints it. */
        readonly message: string;
        /** Further information. */
        readonly data?: Json;
      };
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** Announces the next step. */
      readonly method: 'step';
      /** The step. */
      readonly params: StepPosition;
    };
