import fc from 'fast-check';
import { preferOrdinary } from './ordinary.ts';

const lowercase = 'abcdefghijklmnopqrstuvwxyz';

/** A label of a host name. */
export const label = fc
  .tuple(
    fc.constantFrom(...lowercase),
    fc.string({ unit: fc.constantFrom(...`${lowercase}0123456789`), maxLength: 8 }),
    fc.constantFrom('', '-1', '-eu', '0'),
  )
  .map((parts) => parts.join(''));

/** The name of the host of a tenant. */
export const hostname = preferOrdinary(
  ['tenant.example.com', 'login.example.org', 'tenant.eu.auth.example.com'],
  fc
    .array(label, { minLength: 1, maxLength: 4 })
    .map((labels) => `${labels.join('.')}.example.com`),
);

/** The id of a user: the connection, and the id in it. */
export const userId = preferOrdinary(
  [
    'auth0|1',
    'auth0|507f1f77bcf86cd799439011',
    'google-oauth2|103547991597142817347',
    'samlp|company|user@example.com',
    'waad|Xk9_aB-7cD',
    'oidc|partner|00u1a2B3c4D5',
    'ad|Company|3f9c1b2e-7d4a-4e6f-8a1b-2c3d4e5f6a7b',
    'email|5f2b8c7d9e1a',
  ],
  fc
    .tuple(
      fc.constantFrom('auth0', 'okta', 'custom-db'),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 24, maxLength: 24 }),
    )
    .map((parts) => parts.join('|')),
  1,
);

/** The address of a user: IPv4 or IPv6, in its usual form. */
export const address = preferOrdinary(
  ['192.0.2.1', '198.51.100.254', '2001:db8::1', '2001:db8:85a3::8a2e:370:7334', '::1'],
  fc.oneof(
    fc.integer({ min: 1, max: 254 }).map((last) => `203.0.113.${last}`),
    fc.integer({ min: 1, max: 0xffff }).map((last) => `2001:db8::${last.toString(16)}`),
  ),
  1,
);
