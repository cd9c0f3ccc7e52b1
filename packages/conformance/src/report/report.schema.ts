import type { RuleId } from '@post-challenge/spec';
import Type from 'typebox';
import { type Report, verdictNames } from './report.ts';
import { EditionSchema, ScenarioSchema } from '../language/scenario.schema.ts';
import { strictObject } from '../language/strict-object.ts';
import { TraceSchema } from '../language/trace.schema.ts';

/** The id of a rule, possibly of an older version of the suite. */
export const RuleIdSchema = Type.Unsafe<RuleId>({ type: 'string' });

/** The suite that wrote a document. */
export const SuiteSchema = strictObject({ name: Type.String(), version: Type.String() });

const VerdictSchema = strictObject({
  id: RuleIdSchema,
  level: Type.Enum(['MUST', 'SHOULD', 'PROBE']),
  basis: Type.Optional(
    Type.Enum([
      'documented',
      'event',
      'limits',
      'guide',
      'forms',
      'types',
      'implied',
      'rfc',
      'observed',
      'decided',
    ]),
  ),
  text: Type.String(),
  help: Type.String(),
  verdict: Type.Enum([...verdictNames]),
  runs: Type.Integer({ minimum: 0 }),
  message: Type.Optional(Type.String()),
  scenario: Type.Optional(ScenarioSchema),
  trace: Type.Optional(TraceSchema),
  replay: Type.Optional(Type.String()),
  lacks: Type.Optional(Type.Array(Type.Enum(['outcome', 'clock', 'host', 'in-process']))),
  blockedBy: Type.Optional(Type.Array(RuleIdSchema)),
  missing: Type.Optional(Type.Array(Type.String())),
  blocks: Type.Optional(Type.Array(RuleIdSchema)),
  answers: Type.Optional(Type.Array(Type.String())),
  machineClock: Type.Optional(Type.Literal(true)),
  expected: Type.Optional(Type.Literal(true)),
  unexpected: Type.Optional(Type.String()),
  traces: Type.Optional(Type.Array(strictObject({ scenario: ScenarioSchema, trace: TraceSchema }))),
});

const CountSchema = Type.Integer({ minimum: 0 });
const DurationsSchema = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: Type.Number(),
});

/** The schema of `Report`. */
export const ReportSchema = strictObject({
  suite: SuiteSchema,
  implementation: strictObject({ name: Type.String(), version: Type.Optional(Type.String()) }),
  edition: EditionSchema,
  draws: Type.Optional(strictObject({ runs: CountSchema, seed: CountSchema })),
  complete: Type.Boolean(),
  conformant: Type.Unsafe<Report['conformant']>({ enum: ['host', 'api', false] }),
  judged: CountSchema,
  summary: strictObject({
    passed: CountSchema,
    failed: CountSchema,
    blocked: CountSchema,
    unobservable: CountSchema,
    vacuous: CountSchema,
    errored: CountSchema,
    probed: CountSchema,
  }),
  hint: Type.Optional(Type.String()),
  rules: Type.Array(VerdictSchema),
  timing: strictObject({
    started: Type.Optional(Type.String()),
    total: Type.Number(),
    rules: DurationsSchema,
  }),
});
