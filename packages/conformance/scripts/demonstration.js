import fc from 'fast-check';
import reference from '../examples/reference-host.js';
import { formatValue } from '../dist/language/format-value.js';
import { formatScript } from '../dist/report/failure-message.js';
import { listEditions, rules } from '@post-challenge/spec';
import { getProperty } from '../dist/rules/index.js';
import { deriveSeed } from '../dist/runner/check-rule.js';
import { runScenario } from '../dist/runner/run-scenario.js';

/** @import { Capability, Edition, Rule, RuleId } from '@post-challenge/spec' */
/** @import { Judgement } from '../dist/language/judgement.js' */
/** @import { Scenario } from '../dist/language/scenario.js' */
/** @import { Trace } from '../dist/language/trace.js' */
/** @import { Property } from '../dist/rules/property.js' */

/** @typedef {{ scenario: Scenario, trace: Trace, judgement: Judgement }} JudgedScenario */

/**
 * Renders a scenario that shows a rule, as a script with the results of the reference: the smallest scenario that reaches the case
 * of the rule, or the first example of the property if it has examples.
 *
 * @param {string} id
 * @param {Rule} rule
 * @returns {Promise<string>}
 */
export async function renderDemonstration(id, { needs }) {
  const [edition = '2025'] = listEditions(rules[/** @type {RuleId} */ (id)]);
  const property = getProperty(/** @type {RuleId} */ (id), edition);
  const { counterexample } = await fc.check(
    fc.asyncProperty(property.given, async (drawn) => {
      const { judgement } = await runDrawn(property, drawn, edition, needs);
      return judgement === 'vacuous';
    }),
    {
      seed: deriveSeed(id),
      examples: property.examples.map((drawn) => [drawn]),
      endOnFailure: property.examples.length > 0,
    },
  );
  if (!counterexample) throw new Error(`No scenario reaches the case of ${id}.`);
  const judged = await runDrawn(property, counterexample[0], edition, needs);
  return renderDemonstratedScript(id, needs, judged);
}

/**
 * @param {Property} property
 * @param {unknown} drawn
 * @param {Edition} edition
 * @param {readonly Capability[]} needs
 * @returns {Promise<JudgedScenario>}
 */
async function runDrawn(property, drawn, edition, needs) {
  const built = property.scenario(/** @type {never} */ (drawn), needs.includes('host'));
  const scenario = edition === '2025' ? built : { ...built, edition };
  const trace = await runScenario(reference, scenario);
  return { scenario, trace, judgement: await property.judge(scenario, trace) };
}

/**
 * @param {string} id
 * @param {readonly Capability[]} needs
 * @param {JudgedScenario} judged
 */
function renderDemonstratedScript(id, needs, { scenario, trace, judgement }) {
  const answered = typeof judgement === 'object' && 'answer' in judgement;
  if (judgement !== 'held' && !answered) throw new Error(`The reference breaks ${id}.`);
  const outcomes = needs.includes('outcome') || needs.includes('host');
  const events = /\/(?:passes-the-event|brings-the-\w+)$/.test(id);
  return narrowScript(
    [
      formatScript(scenario, nameStates(trace), { outcomes, events }),
      ...(id.startsWith('redirect.encodeToken/') ? renderTokenParts(trace) : []),
      ...(answered ? [`   answer     ${judgement.answer}`] : []),
    ].join('\n'),
  );
}

/**
 * Makes a script narrower, for a page: the result of a call goes below the call.
 *
 * @param {string} script
 */
export function narrowScript(script) {
  return script
    .replaceAll(/ *  → /gu, '\n         → ')
    .replaceAll(/ +← /gu, '   ← ')
    .replaceAll(/^ {3}/gmu, '');
}

/**
 * Replaces the states of a trace, which are random, with names.
 *
 * @param {Trace} trace
 * @returns {Trace}
 */
function nameStates(trace) {
  const outcomes = trace.transactions.flatMap(({ phases }) => phases.map(({ outcome }) => outcome));
  const urls = outcomes.flatMap((outcome) => (outcome?.status === 'redirected' ? outcome.url : []));
  const states = new Set(urls.flatMap((url) => new URL(url).searchParams.get('state') ?? []));
  const text = [...states].reduce(
    (text, state, n) => text.replaceAll(state, n === 0 ? '<state>' : `<state ${n + 1}>`),
    JSON.stringify(trace),
  );
  return JSON.parse(text);
}

/**
 * Renders the header and the claims of the first token in a trace.
 *
 * @param {Trace} trace
 */
function renderTokenParts(trace) {
  const { observations } = trace.transactions[0].phases[0].executions[0];
  const token = observations.find(({ returned }) => typeof returned === 'string')?.returned;
  const [header, claims] = token
    .split('.', 2)
    .map((part) => formatValue(JSON.parse(Buffer.from(part, 'base64url').toString())));
  return [`   header     ${header}`, `   claims     ${claims}`];
}
