type Shape<T, Opaque> = IsSame<T, Opaque> extends true ? 'opaque' : MapShape<T, Opaque>;

type MapShape<T, Opaque> = T extends object ? { -readonly [K in keyof T]: Shape<T[K], Opaque> } : T;

type IsSame<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * `true` if two types have the same shape, `readonly` aside; else both shapes, so that the compiler prints them.
 *
 * A type that refers to itself is given as `Opaque`: no shape is made of it.
 */
export type Equal<A, B, Opaque = never> =
  IsSame<Shape<A, Opaque>, Shape<B, Opaque>> extends true
    ? true
    : { one: Shape<A, Opaque>; other: Shape<B, Opaque> };

/** Compiles only if the claim is `true`. */
export function assertType<_Claim extends true>(): void {}

/** Compiles only if every claim is `true`. */
export function assertTypes<_Claims extends Readonly<Record<string, true>>>(): void {}
