import Type from 'typebox';
import type { Method } from './method.ts';

/**
 * The methods of `api.access`, as data.
 *
 * @public
 */
export const accessMethods = {
  'access.deny': {
    description: 'Denies the transaction.',
    parameters: [
      {
        name: 'reason',
        description: 'The reason for people to read; it may be shown to the user.',
        optional: false,
        schema: Type.String(),
      },
    ],
    result: { kind: 'api', description: 'The `api` object.' },
  },
} as const satisfies Record<string, Method>;
