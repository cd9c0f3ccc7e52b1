/**
 * A property-based suite that checks implementations of the post-challenge API object.
 *
 * @packageDocumentation
 */
export { checkConformance, checkRule, replayRule } from './runner/check.ts';
export type { CheckOptions, ConformanceOptions } from './runner/check.ts';
export type { Baseline, ExpectedVerdict } from './report/baseline.ts';
export { fromApi } from './implementations/from-api.ts';
export type { ApiAdapter, CreateInput, CreateResult } from './implementations/from-api.ts';
export { fromHost } from './implementations/from-host.ts';
export type {
  Host,
  HostAdapter,
  OpenInput,
  Session,
  StartInput,
} from './implementations/from-host.ts';
export { fromHttp } from './implementations/from-http.ts';
export type { HttpAdapter } from './implementations/from-http.ts';
export { fromProcess } from './implementations/from-process.ts';
export type { ProcessAdapter } from './implementations/from-process.ts';
export { ImplementationError } from './implementations/implementation.ts';
export type {
  Clock,
  Implementation,
  ResumeRequest,
  StartRequest,
  StepPosition,
  WorldOptions,
  World,
} from './implementations/implementation.ts';
export type { Json, JsonObject } from './language/json.ts';
export type {
  Description,
  ProtocolMessage,
  ProtocolRequest,
} from './implementations/process/protocol.ts';
export { decodeReplay, encodeReplay } from './language/replay-word.ts';
export { verdictNames } from './report/report.ts';
export type { Report, TracedScenario, Verdict, VerdictName } from './report/report.ts';
export { assertRule, ruleTests } from './runner/rule-tests.ts';
export type { RuleTest, RuleTestOptions } from './runner/rule-tests.ts';
export { runScenario } from './runner/run-scenario.ts';
export type { RulePattern, RuleSelection } from './language/select-rules.ts';
export { serve } from './implementations/serve.ts';
export type {
  ActionScript,
  TokenAlteration,
  CallStep,
  ChangeStep,
  CompletesStep,
  ReadStep,
  ReturnsStep,
  Scenario,
  Step,
  SubmitsStep,
  Template,
  ThrowStep,
  TokenRecipe,
  TransactionScript,
  TurnStep,
  UserRequest,
  UserStep,
  WaitStep,
} from './language/scenario.ts';
export type {
  Execution,
  MissingObservation,
  Observation,
  Phase,
  ReturnObservation,
  SerializedError,
  ThrowObservation,
  Trace,
  TransactionTrace,
} from './language/trace.ts';
