import type { TSchema } from 'typebox';

/**
 * A parameter of a method.
 *
 * @public
 */
export interface Parameter {
  /** The name, as in the documentation. */
  readonly name: string;
  /** The meaning of the argument, with unit and default. */
  readonly description: string;
  /** Whether the argument may be left out. */
  readonly optional: boolean;
  /** The schema of the argument. */
  readonly schema: TSchema;
}

/**
 * The result of a method: nothing, the `api` object it was called on, or a value.
 *
 * @public
 */
export type Result =
  | { readonly kind: 'nothing'; readonly description: string }
  | { readonly kind: 'api'; readonly description: string }
  | {
      readonly kind: 'value';
      readonly description: string;
      /** Whether the method may also return `undefined`. */
      readonly optional: boolean;
      /** The schema of the value. */
      readonly schema: TSchema;
    };

/**
 * A method of the `api` object, as data.
 *
 * @public
 */
export interface Method {
  /** The summary of the method, in one sentence. */
  readonly description: string;
  /** The parameters, in order. */
  readonly parameters: readonly Parameter[];
  /** The result. */
  readonly result: Result;
}
