import Type from 'typebox';
import type { Static } from 'typebox';
import type { Method } from './method.ts';
import { type Agree, closed, dictionary, proved } from './schema.ts';
import type { SetResultUrlOptions } from './transaction.ts';

/**
 * The schema of `SetResultUrlOptions`.
 *
 * @public
 */
export const SetResultUrlOptionsSchema = closed({
  query: Type.Optional(dictionary(Type.String())),
});
proved<Agree<SetResultUrlOptions, Static<typeof SetResultUrlOptionsSchema>>>();

/**
 * The methods of `api.transaction`, as data.
 *
 * @public
 */
export const transactionMethods = {
  'transaction.setResultUrl': {
    description: 'Sets the URL to which the user goes after the password reset.',
    parameters: [
      { name: 'url', description: 'An absolute URL.', optional: false, schema: Type.String() },
      {
        name: 'options',
        description: 'The query parameters to add to the URL.',
        optional: true,
        schema: SetResultUrlOptionsSchema,
      },
    ],
    result: { kind: 'nothing', description: 'Nothing.' },
  },
} as const satisfies Record<string, Method>;
