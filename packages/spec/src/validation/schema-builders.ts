import Type from 'typebox';
import type { Static, TObject, TProperties, TSchema, TUnsafe } from 'typebox';

/** An object with exactly these members: the options that action code writes. */
export function strictObject<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}

/** An object with these members and further ones, whose values its interface leaves open. */
export function looseObject<P extends TProperties>(
  properties: P,
): TUnsafe<Static<TObject<P>> & { [member: string]: unknown }> {
  return Type.Unsafe(Type.Object(properties, { additionalProperties: Type.Unknown() }));
}

/**
 * An object with any members, each of which has the same schema.
 *
 * `Type.Record` would use the pattern `^.*$`, which does not match a member name with a line break.
 */
export function record<S extends TSchema>(member: S): TUnsafe<Record<string, Static<S>>> {
  return Type.Unsafe({ type: 'object', additionalProperties: member });
}

/** A union whose variants differ in one member, so that a validator reports one exact issue instead of one for each variant. */
export function discriminatedUnion<V extends TSchema[]>(
  tag: string,
  variants: [...V],
): TUnsafe<Static<V[number]>> {
  return Type.Unsafe({ type: 'object', discriminator: { propertyName: tag }, oneOf: variants });
}
