/**
 * A property-based suite that checks implementations of the post-challenge API object.
 *
 * @packageDocumentation
 */
export { checkConformance, checkRule, replayRule } from './check.ts';
export type { CheckOptions, ConformanceOptions } from './check.ts';
export type { Baseline, ExpectedVerdict } from './baseline.ts';
export { fromApi } from './from-api.ts';
export type { ApiAdapter, CreateInput, CreateResult } from './from-api.ts';
export { fromHost } from './from-host.ts';
export type { Host, HostAdapter, OpenInput, Session, StartInput } from './from-host.ts';
export { fromProcess } from './from-process.ts';
export type { ProcessAdapter } from './from-process.ts';
export { ImplementationError } from './implementation.ts';
export type { Clock, Implementation, StepPosition, WorldOptions, World } from './implementation.ts';
export type { Json, JsonObject } from './json.ts';
export type { Description, ProtocolMessage, ProtocolRequest } from './protocol.ts';
export { decodeReplay, encodeReplay } from './replay.ts';
export { verdictNames } from './report.ts';
export type { Report, TracedScenario, Verdict, VerdictName } from './report.ts';
export { assertRule, ruleTests } from './rule-tests.ts';
export type { RuleTest, RuleTestOptions } from './rule-tests.ts';
export { runScenario } from './run.ts';
export type { RulePattern, RuleSelection } from './select.ts';
export { serve } from './serve.ts';
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
  Template,
  ThrowStep,
  TokenRecipe,
  TransactionScript,
  UserStep,
  WaitStep,
} from './scenario.ts';
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
} from './trace.ts';
