import Type from 'typebox';
import type { Method } from '../method.ts';
import { record, strictObject } from '../validation/schema-builders.ts';

/** The schema of `SetResultUrlOptions`. */
export const SetResultUrlOptionsSchema = strictObject({
  query: Type.Optional(record(Type.String())),
});

/** The methods of `api.transaction`, as data. */
export const transactionMethods = {
  'transaction.setResultUrl': {
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.transaction.setResultUrl(url, options)' }],
    parameters: [
      { name: 'url', optional: false, schema: Type.String() },
      { name: 'options', optional: true, schema: SetResultUrlOptionsSchema },
    ],
    result: { kind: 'nothing' },
  },
} as const satisfies Record<string, Method>;
