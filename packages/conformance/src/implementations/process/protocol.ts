import type { Capability, FactorType } from '@post-challenge/spec';
import type { StepPosition } from '../implementation.ts';
import type { Json } from '../../language/json.ts';
import type { ActionScript, UserStep } from '../../language/scenario.ts';

/**
 * What a served implementation says of itself: the result of `describe`.
 *
 * @public
 */
export interface Description {
  /** The name, as the report prints it. */
  readonly name: string;
  /** The version, as the report prints it. */
  readonly version?: string;
  /** What the suite can see and do. */
  readonly capabilities: readonly Capability[];
}

/**
 * A line that the suite writes to a served implementation: a request or a notification of JSON-RPC 2.0.
 *
 * @remarks
 * `describe`, `start` and `resume` are requests, and have an `id`. `open` and `close` are notifications: they begin a world that
 * shares nothing with any other, and end it.
 *
 * @public
 */
export type ProtocolRequest =
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** The number of the request, which its response repeats. */
      readonly id: number;
      /** Asks what the implementation says of itself. */
      readonly method: 'describe';
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** Begins a world. */
      readonly method: 'open';
      /** The world in which the scenario runs. */
      readonly params: {
        /** The time at which it begins, in milliseconds since the Unix epoch. */
        readonly now: number;
        /** The factors that the tenant has enabled. */
        readonly factors: readonly FactorType[];
      };
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** The number of the request, which its response repeats. */
      readonly id: number;
      /** Begins a transaction, and asks for its first phase. */
      readonly method: 'start';
      /** What the transaction begins with. */
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
      /** Takes one step of the user, and asks for the phase that follows. */
      readonly method: 'resume';
      /** The step of the user, with everything filled in. */
      readonly params: UserStep;
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** Ends the world. */
      readonly method: 'close';
    };

/**
 * A line that a served implementation writes: a response of JSON-RPC 2.0, or the notification of a step that it is about to take.
 *
 * @remarks
 * The result of `describe` is a description, that of `start` and `resume` a phase.
 *
 * @public
 */
export type ProtocolMessage =
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** The number of the request that is answered. */
      readonly id: number;
      /** What the request asked for. */
      readonly result: Json;
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** The number of the request that is answered; `null` where it could not be read. */
      readonly id: number | null;
      /** Why there is no result. */
      readonly error: {
        /** The code of the error, as JSON-RPC has it. */
        readonly code: number;
        /** What went wrong, as the report prints it. */
        readonly message: string;
        /** More on the error. */
        readonly data?: Json;
      };
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** Tells which step is about to be taken. */
      readonly method: 'step';
      /** The step. */
      readonly params: StepPosition;
    };
