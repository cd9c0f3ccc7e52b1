type Shape<T, Opaque> =
  IsAny<T> extends true ? unknown : IsSame<T, Opaque> extends true ? 'opaque' : MapShape<T, Opaque>;

type MapShape<T, Opaque> = T extends object
  ? { -readonly [K in keyof T]: Shape<WithoutUndefined<T, K>, Opaque> }
  : T;

/** The type of a member; without `undefined` if the member can be absent, since `undefined` counts as absent then. */
type WithoutUndefined<T, K extends keyof T> =
  {} extends Pick<T, K> ? (unknown extends T[K] ? T[K] : Exclude<T[K], undefined>) : T[K];

type IsAny<T> = 0 extends 1 & T ? true : false;

type IsSame<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * `true` if two types have the same shape; else both shapes, so that the compiler prints them. `readonly` and the `undefined` of
 * members that can be absent do not count, and `any` is read as `unknown`.
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
