import Type from 'typebox';
import type { Method } from '../method.ts';
import { record, strictObject } from '../validation/schema-builders.ts';

/** The schema of `RenderOptions`. */
export const RenderOptionsSchema = strictObject({
  fields: Type.Optional(record(Type.Unknown())),
  vars: Type.Optional(record(Type.Unknown())),
});

/** The methods of `api.prompt`, as data. */
export const promptMethods = {
  'prompt.render': {
    since: '2026',
    basis: 'documented',
    sources: [
      { source: 'api-object-2026', section: 'api.prompt.render(promptId, promptOptions)' },
      { source: 'forms' },
    ],
    parameters: [
      { name: 'promptId', optional: false, schema: Type.String() },
      { name: 'promptOptions', optional: true, schema: RenderOptionsSchema },
    ],
    result: { kind: 'nothing' },
  },
} as const satisfies Record<string, Method>;
