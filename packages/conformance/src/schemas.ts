import { BaselineSchema } from './baseline.schema.ts';
import {
  DescriptionSchema,
  ProtocolMessageSchema,
  ProtocolRequestSchema,
} from './protocol.schema.ts';
import { ReportSchema } from './report.schema.ts';
import { ScenarioSchema } from './scenario.schema.ts';
import { PhaseSchema, TraceSchema } from './trace.schema.ts';

/** The schemas that are published as JSON Schema files, by the name of their type. */
export const schemas = {
  Baseline: BaselineSchema,
  Description: DescriptionSchema,
  Phase: PhaseSchema,
  ProtocolMessage: ProtocolMessageSchema,
  ProtocolRequest: ProtocolRequestSchema,
  Report: ReportSchema,
  Scenario: ScenarioSchema,
  Trace: TraceSchema,
} as const;
