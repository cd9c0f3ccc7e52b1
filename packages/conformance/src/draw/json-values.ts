import fc from 'fast-check';
import { unicode, word } from './text.ts';

/** A JSON value, nested at most once. */
export const claim = fc.oneof(
  fc.boolean(),
  fc.integer(),
  unicode(12),
  fc.constant(null),
  fc.array(fc.oneof(fc.integer(), unicode(4)), { maxLength: 3 }),
  fc
    .tuple(word(1, 6), fc.oneof(fc.integer(), unicode(4)))
    .map(([name, value]) => ({ [name]: value })),
);

const standardClaims = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'ip', 'state']);

/** A payload without the claims that every token has. */
export const payload = fc
  .array(
    fc.tuple(
      word(1, 4).filter((name) => !standardClaims.has(name)),
      claim,
    ),
    { maxLength: 3 },
  )
  .map((members) => Object.fromEntries(members));
