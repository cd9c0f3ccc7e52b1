import type { Capability, FactorType } from '@post-challenge/spec';
import type { Position } from './implementation.ts';
import type { Json } from './json.ts';
import type { ActionScript, UserStep } from './scenario.ts';

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
      readonly jsonrpc: '2.0';
      readonly id: number;
      readonly method: 'describe';
    }
  | {
      readonly jsonrpc: '2.0';
      readonly method: 'open';
      readonly params: { readonly now: number; readonly factors: readonly FactorType[] };
    }
  | {
      readonly jsonrpc: '2.0';
      readonly id: number;
      readonly method: 'start';
      readonly params: { readonly event: Json; readonly actions: readonly ActionScript[] };
    }
  | {
      readonly jsonrpc: '2.0';
      readonly id: number;
      readonly method: 'resume';
      readonly params: UserStep;
    }
  | {
      readonly jsonrpc: '2.0';
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
      readonly jsonrpc: '2.0';
      readonly id: number;
      readonly result: Json;
    }
  | {
      readonly jsonrpc: '2.0';
      readonly id: number | null;
      readonly error: { readonly code: number; readonly message: string; readonly data?: Json };
    }
  | {
      readonly jsonrpc: '2.0';
      readonly method: 'step';
      readonly params: Position;
    };
