// No test runs this file: the compiler reads it, and `tsc -b` fails if a schema and its interface differ.
import type { Static } from 'typebox';
import { type Equal, assertTypes } from '../../spec/test/assert-type.ts';
import type { Baseline } from '../src/report/baseline.ts';
import type { Json } from '../src/language/json.ts';
import type {
  Description,
  ProtocolMessage,
  ProtocolRequest,
} from '../src/implementations/process/protocol.ts';
import type { Report } from '../src/report/report.ts';
import type { Scenario } from '../src/language/scenario.ts';
import type { schemas } from '../src/schemas.ts';
import type { Phase, Trace } from '../src/language/trace.ts';

/** The interface of every schema. */
interface Interfaces {
  Baseline: Baseline;
  Description: Description;
  Phase: Phase;
  ProtocolMessage: ProtocolMessage;
  ProtocolRequest: ProtocolRequest;
  Report: Report;
  Scenario: Scenario;
  Trace: Trace;
}

assertTypes<{
  [Name in keyof typeof schemas]: Equal<Interfaces[Name], Static<(typeof schemas)[Name]>, Json>;
}>();
