import Type from 'typebox';
import type { Method } from './method.ts';
import { record, strictObject } from './schema-builders.ts';

/**
 * The schema of `SetResultUrlOptions`.
 *
 * @public
 */
export const SetResultUrlOptionsSchema = strictObject({
  query: Type.Optional(record(Type.String())),
});

/**
 * The methods of `api.transaction`, as data.
 *
 * @public
 */
export const transactionMethods = {
  'transaction.setResultUrl': {
    description: 'Sets where the user goes after the password has been reset.',
    parameters: [
      { name: 'url', description: 'An absolute URL.', optional: false, schema: Type.String() },
      {
        name: 'options',
        description: 'Query parameters to add to the URL.',
        optional: true,
        schema: SetResultUrlOptionsSchema,
      },
    ],
    result: { kind: 'nothing', description: 'Nothing.' },
  },
} as const satisfies Record<string, Method>;
