import { type BrokenScenario, type Trial, isSameFailure } from './broken-scenario.ts';
import { listCutScenarios } from './cut-scenario.ts';
import { listScenariosWithFewerMembers } from './drop-members.ts';
import { listSmallerScenarios } from './reduce-scenario.ts';
import { simplifyTexts } from './simplify-texts.ts';

/** How many scenarios the minimiser runs. */
const MAX_RUNS = 200;

/**
 * Leaves out parts of a scenario, and simplifies its texts, as long as the rule fails in the same way. fast-check shrinks what it drew;
 * an example it cannot.
 *
 * @param judgesAnyPart - Whether any part may be left out. Otherwise, only parts that cannot matter to the violation are.
 */
export async function minimizeFailure(
  broken: BrokenScenario,
  { judgesAnyPart, tryScenario }: { judgesAnyPart: boolean; tryScenario: Trial },
): Promise<BrokenScenario> {
  const list = function* list({ scenario, trace, violation }: BrokenScenario) {
    yield* listCutScenarios(scenario, trace, violation.at);
    if (!judgesAnyPart) return;
    yield* listSmallerScenarios(scenario);
    yield* listScenariosWithFewerMembers(scenario);
  };
  let smallest = broken;
  let candidates = list(broken);
  for (let runs = 0; runs < MAX_RUNS; runs += 1) {
    const { value: scenario } = candidates.next();
    if (!scenario) break;
    const smaller = await tryScenario(scenario);
    if (smaller === 'error') break;
    if (typeof smaller === 'string' || !isSameFailure(broken, smaller)) continue;
    smallest = smaller;
    candidates = list(smaller);
  }
  return simplifyTexts(smallest, { judgesAnyPart, tryScenario });
}
