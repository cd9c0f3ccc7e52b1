import type { Capability, Edition, FactorType } from '@post-challenge/spec';
import type { StepPosition } from '../implementation.ts';
import type { Json } from '../../language/json.ts';
import type { ActionScript, UserStep } from '../../language/scenario.ts';

/** The version of the protocol. */
export const PROTOCOL = 2;

/** The description of a served implementation: the result of `describe`. */
export interface Description {
  /** The version of the protocol that the implementation speaks. */
  readonly protocol: 2;
  /** The name, as the report prints it. */
  readonly name: string;
  /** The version, as the report prints it. */
  readonly version?: string;
  /** The capabilities: what the suite can observe and control. */
  readonly capabilities: readonly Capability[];
  /**
   * The editions that the implementation follows. The first one judges it if a check names none. If the member is absent, the
   * implementation follows edition 2025, and `open` names no edition.
   */
  readonly editions?: readonly Edition[];
}

/** The world to which a request belongs. */
export interface WorldReference {
  /** The id of the world. The suite chooses it and uses it once. */
  readonly world: number;
}

/**
 * A line that the suite writes to a served implementation: a JSON-RPC 2.0 request. Each is answered.
 *
 * @remarks
 * `open` opens a world, which shares nothing with any other: a cache, a clock and transactions. `start` starts a transaction in the
 * world, and `resume` continues it; both ask for the phase that follows. Several transactions of a world may be under way. `close`
 * closes the world. The results of `open` and `close` do not matter.
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
      /** The number of the request, which its response repeats. */
      readonly id: number;
      /** Opens a world. */
      readonly method: 'open';
      /** The world and its options. */
      readonly params: {
        /** The id of the world. The suite chooses it and uses it once. */
        readonly world: number;
        /** The time at the start, in milliseconds since the Unix epoch. */
        readonly now: number;
        /** The edition to follow, if the description lists editions. */
        readonly edition?: Edition;
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
      /** The world and the transaction. */
      readonly params: {
        /** The id of the world. The suite chooses it and uses it once. */
        readonly world: number;
        /** The number of the transaction in the scenario, from 0. */
        readonly transaction: number;
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
      /** Resumes a transaction and asks for its next phase. */
      readonly method: 'resume';
      /** The world and the step. */
      readonly params: {
        /** The id of the world. The suite chooses it and uses it once. */
        readonly world: number;
        /** The number of the transaction in the scenario, from 0. */
        readonly transaction: number;
        /** The step of the user, with resolved placeholders. */
        readonly step: UserStep;
      };
    }
  | {
      /** The version of JSON-RPC. */
      readonly jsonrpc: '2.0';
      /** The number of the request, which its response repeats. */
      readonly id: number;
      /** Closes a world. */
      readonly method: 'close';
      /** The world. */
      readonly params: {
        /** The id of the world. The suite chooses it and uses it once. */
        readonly world: number;
      };
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

/** Stringifies a message as JSON. It escapes the line separators of Unicode, at which `node:readline` ends a line since Node 24. */
export function stringifyOnOneLine(message: unknown): string {
  return JSON.stringify(message)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}
