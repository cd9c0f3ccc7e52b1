import Type from 'typebox';
import type { Method } from './method.ts';

/**
 * The methods of `api.access`, as data.
 *
 * @public
 */
export const accessMethods = {
  'access.deny': {
    description: 'Marks the current attempt as denied.',
    parameters: [
      {
        name: 'reason',
        description: 'Why the attempt is refused, for people to read; it may be shown to them.',
        optional: false,
        schema: Type.String(),
      },
    ],
    result: { kind: 'api', description: 'The `api` object.' },
  },
} as const satisfies Record<string, Method>;
