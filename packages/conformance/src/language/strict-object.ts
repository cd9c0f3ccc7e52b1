import Type from 'typebox';
import type { TObject, TProperties } from 'typebox';

/** The schema of an object with exactly these members. */
export function strictObject<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}
