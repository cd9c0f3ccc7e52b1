import type { TSchema } from 'typebox';

/**
 * A parameter of a method.
 *
 * @public
 */
export interface Parameter {
  /** The name, as in the documentation. */
  readonly name: string;
  /** What the argument says, with unit and default. */
  readonly description: string;
  /** Whether the argument may be left out. */
  readonly optional: boolean;
  /** The schema of the argument. */
  readonly schema: TSchema;
}

/**
 * What a method gives back: nothing, the `api` object it was called on, or a value.
 *
 * @public
 */
export type Result =
  | { readonly kind: 'nothing'; readonly description: string }
  | { readonly kind: 'api'; readonly description: string }
  | {
      readonly kind: 'value';
      readonly description: string;
      /** Whether `undefined` is a result too. */
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
  /** What the method does, in one sentence. */
  readonly description: string;
  /** The parameters, in order. */
  readonly parameters: readonly Parameter[];
  /** What the method gives back. */
  readonly result: Result;
}
