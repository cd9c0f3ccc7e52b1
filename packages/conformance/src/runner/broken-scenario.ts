import { isObject } from '../language/json.ts';
import type { Violation } from '../language/judgement.ts';
import type { ActionScript, Scenario, Step } from '../language/scenario.ts';
import type { Trace } from '../language/trace.ts';
import type { TracedScenario } from '../report/report.ts';

/** A scenario that breaks a rule. */
export interface BrokenScenario extends TracedScenario {
  readonly violation: Violation;
  /** The odd texts without which the rule holds; absent if there are none. */
  readonly oddTexts?: readonly OddText[];
}

/** A text of a scenario that matters to a failure: with the ordinary text in its place, the rule holds. */
export interface OddText {
  readonly text: string;
  readonly ordinary: string;
}

/** Runs a scenario and judges it. Returns `'vacuous'` if the scenario misses the rule, and `'error'` if it cannot be run. */
export type Trial = (scenario: Scenario) => Promise<BrokenScenario | 'held' | 'vacuous' | 'error'>;

/** Whether two failures have the same expectation, at the same kind of place, and both scenarios can be carried out. */
export function isSameFailure(before: BrokenScenario, after: BrokenScenario): boolean {
  return (
    maskNumbers(before.violation.expected) === maskNumbers(after.violation.expected) &&
    getKind(before) === getKind(after) &&
    hasExpectedHandler(after) &&
    after.scenario.transactions.every(({ actions }) => actions.every(canReturn)) &&
    countEmptyStates(after.trace) <= countEmptyStates(before.trace)
  );
}

function maskNumbers(text: string): string {
  return text.replaceAll(/\d+/g, '0');
}

/** Gets the kind of the place of a violation: the method or the kind of the step, an execution, or a phase. */
function getKind({ scenario, trace, violation }: BrokenScenario): string | undefined {
  const { transaction, phase, execution, step } = violation.at;
  if (phase === undefined || execution === undefined) return 'phase';
  const executed = trace.transactions[transaction]?.phases[phase]?.executions[execution];
  if (step === undefined || !executed) return executed?.handler;
  const { action, handler } = executed;
  const done =
    scenario.transactions[executed.transaction ?? transaction]?.actions[action]?.[handler]?.[step];
  return done && ('call' in done ? done.call : Object.keys(done)[0]);
}

/** Whether the scenario has the handler that the rule expects to execute. */
function hasExpectedHandler({ scenario, violation }: BrokenScenario): boolean {
  const [, action, handler] = /action (\d+) (execute|continue)/.exec(violation.expected) ?? [];
  const actions = scenario.transactions[violation.at.transaction]?.actions ?? [];
  return (
    action === undefined ||
    actions[Number(action) - 1]?.[handler as 'execute' | 'continue'] !== undefined
  );
}

/** Whether the user can return to an action: if it redirects, it has a continue handler. */
function canReturn({ execute, continue: resumed }: ActionScript): boolean {
  const redirects = (step: Step) => 'call' in step && step.call === 'redirect.sendUserTo';
  return resumed !== undefined || !execute.some(redirects);
}

/** Counts the returns whose state is empty because the redirect was left out. */
function countEmptyStates({ transactions }: Trace): number {
  const inputs = transactions.flatMap(({ phases }) => phases.flatMap(({ input }) => input ?? []));
  return inputs.filter(
    (input) =>
      'returns' in input &&
      [input.returns.query, input.returns.body].some(
        (part) => isObject(part) && part['state'] === '',
      ),
  ).length;
}
