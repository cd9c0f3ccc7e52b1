import { type Agree, closed, proved } from '@post-challenge/spec/schemas';
import Type from 'typebox';
import type { Static } from 'typebox';
import { type Baseline, expectable } from './baseline.ts';
import type { Json } from './json.ts';
import { RuleIdSchema, SuiteSchema } from './report.schema.ts';

const ExpectedVerdictSchema = closed({
  id: RuleIdSchema,
  verdict: Type.Enum([...expectable]),
  message: Type.Array(Type.String()),
  replay: Type.Optional(Type.String()),
});

/**
 * The schema of `Baseline`.
 *
 * @internal
 */
export const BaselineSchema = closed({
  suite: SuiteSchema,
  rules: Type.Array(ExpectedVerdictSchema),
});
proved<Agree<Baseline, Static<typeof BaselineSchema>, Json>>();
