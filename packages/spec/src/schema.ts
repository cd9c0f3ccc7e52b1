import Type from 'typebox';
import type { Static, TObject, TProperties, TSchema, TUnsafe } from 'typebox';

type Shape<T, Opaque> = Same<T, Opaque> extends true ? 'opaque' : Mapped<T, Opaque>;

type Mapped<T, Opaque> = T extends object ? { -readonly [K in keyof T]: Shape<T[K], Opaque> } : T;

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * `true` where two types have the same shape, and both shapes where they differ, so that the compiler prints them.
 *
 * @remarks
 * A type that refers to itself is not looked into where it is named as opaque.
 *
 * @internal
 */
export type Agree<I, S, Opaque = never> =
  Same<Shape<I, Opaque>, Shape<S, Opaque>> extends true
    ? true
    : { interface: Shape<I, Opaque>; schema: Shape<S, Opaque> };

/**
 * Compiles only where an interface and the static type of its schema agree.
 *
 * @internal
 */
export function proved<_Proof extends true>(): void {}

/**
 * An object of exactly these members: what action code writes.
 *
 * @internal
 */
export function closed<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}

/**
 * An object of these members, whose interface names further ones as unknown.
 *
 * @internal
 */
export function open<P extends TProperties>(
  properties: P,
): TUnsafe<Static<TObject<P>> & { [member: string]: unknown }> {
  return Type.Unsafe(Type.Object(properties));
}

/**
 * An object of any members, each of one schema.
 *
 * @remarks
 * `Type.Record` would say so with the pattern `^.*$`, which member names with a line break escape.
 *
 * @internal
 */
export function dictionary<S extends TSchema>(member: S): TUnsafe<Record<string, Static<S>>> {
  return Type.Unsafe({ type: 'object', additionalProperties: member });
}

/**
 * A union told apart by one member, so that a validator reports one exact fault instead of one a variant.
 *
 * @internal
 */
export function toldApartBy<V extends TSchema[]>(
  tag: string,
  variants: [...V],
): TUnsafe<Static<V[number]>> {
  return Type.Unsafe({ type: 'object', discriminator: { propertyName: tag }, oneOf: variants });
}
