import { BaselineSchema } from './report/baseline.schema.ts';
import {
  DescriptionSchema,
  ProtocolMessageSchema,
  ProtocolRequestSchema,
} from './implementations/process/protocol.schema.ts';
import { ReportSchema } from './report/report.schema.ts';
import { ScenarioSchema } from './language/scenario.schema.ts';
import { PhaseSchema, TraceSchema } from './language/trace.schema.ts';

/** The schemas that the package publishes as JSON Schema files, by the name of their type. */
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
