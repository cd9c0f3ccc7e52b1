import type { TSchema } from 'typebox';
import type { EditionRange } from './editions.ts';
import type { RuleBasis } from './rule.ts';
import type { SourceReference } from './sources.ts';

/** A parameter of a method. */
export interface Parameter {
  /** The name, as in the documentation. */
  readonly name: string;
  /** Whether the argument may be left out. */
  readonly optional: boolean;
  /** The schema of the argument. */
  readonly schema: TSchema;
}

/** The result of a method: nothing, the `api` object it was called on, or a value. */
export type Result =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'api' }
  | {
      readonly kind: 'value';
      /** Whether the method may also return `undefined`. */
      readonly optional: boolean;
      /** The schema of the value. */
      readonly schema: TSchema;
    };

/** A method of the `api` object, as data; `contract.json` describes it too. */
export interface Method extends EditionRange {
  /** The kind of source on which the method rests. */
  readonly basis: RuleBasis;
  /** The sources of the method, with the page that documents it first. */
  readonly sources: readonly SourceReference[];
  /** The parameters, in order. */
  readonly parameters: readonly Parameter[];
  /** The result. */
  readonly result: Result;
}
