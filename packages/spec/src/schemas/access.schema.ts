import Type from 'typebox';
import type { Method } from '../method.ts';

/** The methods of `api.access`, as data. */
export const accessMethods = {
  'access.deny': {
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.access.deny(reason)' }, { source: 'types' }],
    parameters: [{ name: 'reason', optional: false, schema: Type.String() }],
    result: { kind: 'api' },
  },
} as const satisfies Record<string, Method>;
