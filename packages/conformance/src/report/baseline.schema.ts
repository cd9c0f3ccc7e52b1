import Type from 'typebox';
import { expectableVerdicts } from './baseline.ts';
import { RuleIdSchema, SuiteSchema } from './report.schema.ts';
import { EditionSchema } from '../language/scenario.schema.ts';
import { strictObject } from '../language/strict-object.ts';

const ExpectedVerdictSchema = strictObject({
  id: RuleIdSchema,
  verdict: Type.Enum([...expectableVerdicts]),
  message: Type.Array(Type.String()),
  replay: Type.Optional(Type.String()),
});

/** The schema of `Baseline`. */
export const BaselineSchema = strictObject({
  suite: SuiteSchema,
  edition: EditionSchema,
  rules: Type.Array(ExpectedVerdictSchema),
});
