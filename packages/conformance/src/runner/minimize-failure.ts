import { isObject } from '../language/json.ts';
import type { Violation } from '../language/judgement.ts';
import type { ActionScript, Scenario, Step } from '../language/scenario.ts';
import type { Trace } from '../language/trace.ts';
import type { TracedScenario } from '../report/report.ts';
import { listCutScenarios } from './cut-scenario.ts';
import { listSmallerScenarios } from './reduce-scenario.ts';

/** A scenario that breaks a rule. */
export interface BrokenScenario extends TracedScenario {
  readonly violation: Violation;
}

/** How many scenarios the minimiser runs. */
const MAX_RUNS = 200;

/** Runs a scenario and judges it. Returns `undefined` if it does not break the rule, and `'error'` if it cannot be run. */
export type Trial = (scenario: Scenario) => Promise<BrokenScenario | 'error' | undefined>;

/**
 * Leaves out parts of a scenario as long as the rule fails in the same way. fast-check shrinks what it drew; an example it cannot.
 *
 * @param judgesAnyPart - Whether any part may be left out. Otherwise, only parts that cannot matter to the violation are.
 */
export async function minimizeFailure(
  broken: BrokenScenario,
  { judgesAnyPart, tryScenario }: { judgesAnyPart: boolean; tryScenario: Trial },
): Promise<BrokenScenario> {
  const list = function* list({ scenario, trace, violation }: BrokenScenario) {
    yield* listCutScenarios(scenario, trace, violation.at);
    if (judgesAnyPart) yield* listSmallerScenarios(scenario);
  };
  let smallest = broken;
  let candidates = list(broken);
  for (let runs = 0; runs < MAX_RUNS; runs += 1) {
    const { value: scenario } = candidates.next();
    if (!scenario) break;
    const smaller = await tryScenario(scenario);
    if (smaller === 'error') break;
    if (!smaller || !isSameFailure(broken, smaller)) continue;
    smallest = smaller;
    candidates = list(smaller);
  }
  return smallest;
}

/** Whether two failures have the same expectation, at the same kind of place, and both scenarios can be carried out. */
function isSameFailure(before: BrokenScenario, after: BrokenScenario): boolean {
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
