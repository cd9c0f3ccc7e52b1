import type { Outcome } from '@post-challenge/spec';
import { sampleEvent } from './event.ts';
import { type Json, type JsonObject, isObject, sameJson } from './json.ts';
import type { Fault, Place } from './property.ts';
import type { ChangeStep, Scenario, Step, TokenRecipe, UserStep } from './scenario.ts';
import { show, showShort } from './show.ts';
import type { Observation, Phase, Trace } from './trace.ts';

const WIDEST_CALL = 64;
const WIDEST_RESULT = 72;

/** A line of the script: what was done, what came of it, and the mark of the fault where it lies here. */
interface Line {
  readonly number?: number;
  readonly did: string;
  readonly came?: string;
  readonly mark?: string;
}

/** What a script shows besides the steps. */
interface Shown {
  /** The fault; its place is marked. */
  readonly fault?: Fault;
  /** Whether every outcome is shown; else only one at which the fault lies. */
  readonly outcomes?: boolean;
}

/**
 * What happened, step by step, with the place where a rule was broken, and what the rule allows there.
 *
 * @internal
 */
export function failureMessage({
  scenario,
  trace,
  fault,
}: {
  scenario: Scenario;
  trace: Trace;
  fault: Fault;
}): string {
  return [
    scriptOf(scenario, trace, { fault }),
    ...(isOfExecution(fault.at) ? [] : [`   expected   ${fault.expected}`]),
    ...(fault.actual === undefined ? [] : [`   actual     ${fault.actual}`]),
  ].join('\n');
}

/**
 * What happened, step by step.
 *
 * @internal
 */
export function scriptOf(scenario: Scenario, trace: Trace, shown: Shown): string {
  const lines = trace.transactions.flatMap(({ phases }, transaction) => [
    ...(trace.transactions.length > 1 ? [{ did: `transaction ${transaction + 1}` }] : []),
    ...given(scenario, transaction),
    ...phases.flatMap((phase, number) =>
      phaseLines(scenario, phase, { transaction, phase: number }, shown),
    ),
  ]);
  return aligned(lines).join('\n');
}

function aligned(lines: readonly Line[]): string[] {
  const called = lines.filter(({ came }) => came !== undefined);
  const widest = (texts: (string | undefined)[], most: number) =>
    Math.min(most, Math.max(0, ...texts.map((text) => text?.length ?? 0)));
  const width = widest(
    called.map(({ did }) => did),
    WIDEST_CALL,
  );
  const resultWidth = widest(
    called.map(({ came }) => came),
    WIDEST_RESULT,
  );
  return lines.map(({ number, did, came, mark }) => {
    const left = `   ${String(number ?? '').padStart(2)}  ${came === undefined ? did : did.padEnd(width)}`;
    const right = came === undefined ? '' : `  → ${mark ? came.padEnd(resultWidth) : came}`;
    return `${left}${right}${mark ? `   ← ${mark}` : ''}`.trimEnd();
  });
}

/** What of the event is not as in the sample event; what stands in several places is told once. */
function given({ transactions, now }: Scenario, transaction: number): Line[] {
  const places = new Map<string, { value: Json; paths: string[] }>();
  for (const [path, value] of differences(
    sampleEvent,
    transactions[transaction]?.event ?? null,
    'event',
  )) {
    const place = places.get(JSON.stringify(value)) ?? { value, paths: [] };
    places.set(JSON.stringify(value), { value, paths: [...place.paths, path] });
  }
  return [...places.values()].flatMap(({ value, paths }) => {
    const path = paths.join(' and ');
    return isObject(value) && isObject(value['$token'])
      ? tokenLines(path, value['$token'] as unknown as TokenRecipe, now)
      : [{ did: `${path} = ${showShort(value, 90)}` }];
  });
}

function differences(base: Json | undefined, value: Json, path: string): [string, Json][] {
  if (sameJson(base, value)) return [];
  if (!isObject(value) || '$token' in value || !isObject(base)) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) =>
    differences(Object.hasOwn(base, name) ? base[name] : undefined, member, `${path}.${name}`),
  );
}

function tokenLines(path: string, recipe: TokenRecipe, now: number): Line[] {
  const { algorithm, secret, header, claims, altered } = recipe;
  const signed = algorithm === 'none' ? 'not signed' : `signed ${algorithm} with ${show(secret)}`;
  return [
    { did: `${path} = a token, ${signed}` },
    { did: `    header ${showShort(header, 90)}, claims ${showClaims(claims, now)}` },
    ...(altered ? [{ did: `    altered after signing: ${show({ ...altered })}` }] : []),
  ];
}

/** Claims with their times told from the time at which the scenario begins. */
function showClaims(claims: JsonObject, now: number): string {
  const seconds = Math.floor(now / 1000);
  const members = Object.entries(claims).map(([name, value]) => {
    const isTime = ['iat', 'exp', 'nbf'].includes(name) && typeof value === 'number';
    if (!isTime) return `${show(name).slice(1, -1)}: ${show(value)}`;
    const left = value - seconds;
    return `${name}: now ${left < 0 ? '−' : '+'} ${Math.abs(left)} s`;
  });
  return `{ ${members.join(', ')} }`;
}

/** Whether a fault lies at a whole execution: the mark beside it says all. */
function isOfExecution({ execution, step }: Place): boolean {
  return execution !== undefined && step === undefined;
}

function phaseLines(
  scenario: Scenario,
  phase: Phase,
  place: Place,
  { fault, outcomes }: Shown,
): Line[] {
  const several = (scenario.transactions[place.transaction]?.actions.length ?? 0) > 1;
  const here = isAt(fault, place) && fault?.at.execution === undefined;
  return [
    ...(phase.input ? [{ did: showInput(phase.input) }] : []),
    ...phase.executions.flatMap(({ action, handler, observations }, execution) => {
      const steps = scenario.transactions[place.transaction]?.actions[action]?.[handler] ?? [];
      const within = { ...place, execution };
      const head = { did: `action ${action + 1} ${handler}` };
      const heads = several || handler === 'continue' || steps.length === 0 ? [head] : [];
      const whole = fault && isAt(fault, within) && isOfExecution(fault.at);
      return [
        ...(whole ? [{ ...head, mark: fault.expected }] : heads),
        ...observations.map((observation, step) =>
          stepLine(steps[step], observation, step, isAt(fault, { ...within, step })),
        ),
        ...thrownLine(steps[observations.length], observations.length),
      ];
    }),
    ...(phase.refused === undefined ? [] : [{ did: `refused: ${phase.refused}` }]),
    ...(phase.outcome && (here || outcomes) ? [outcomeLine(phase.outcome, here)] : []),
  ];
}

function isAt(fault: Fault | undefined, place: Place): boolean {
  return Object.entries(place).every(([name, number]) => fault?.at[name as keyof Place] === number);
}

function outcomeLine(outcome: Outcome, here: boolean): Line {
  const came = showShort(outcome as unknown as Json, 2 * WIDEST_RESULT);
  return { did: 'outcome', came, ...(here && { mark: 'here' }) };
}

/** The step that ended the handler; nothing is observed of it. */
function thrownLine(step: Step | undefined, number: number): Line[] {
  return step && 'throw' in step ? [{ number: number + 1, did: showStep(step) }] : [];
}

function stepLine(
  step: Step | undefined,
  observation: Observation,
  number: number,
  here: boolean,
): Line {
  const called = step && ('call' in step || 'read' in step);
  return {
    number: number + 1,
    did: step ? showStep(step) : 'a step that the scenario does not have',
    ...(called && { came: showObservation(observation, here) }),
    ...(here && { mark: 'here' }),
  };
}

function showStep(step: Step): string {
  if ('wait' in step) return `${step.wait} ms pass`;
  if ('throw' in step) return `throws ${show(step.throw)}`;
  if ('read' in step) return `api.${step.read}`;
  if ('change' in step) return showChange(step);
  const frozen = step.frozen ? '  (frozen)' : '';
  return `api.${step.call}(${step.args.map((argument) => show(argument)).join(', ')})${frozen}`;
}

function showChange({ change, of }: ChangeStep): string {
  return change === 'result'
    ? `removes every member of what step ${of + 1} returned`
    : `empties the lists that step ${of + 1} was given`;
}

function showObservation(observation: Observation, here: boolean): string {
  const width = here ? 2 * WIDEST_RESULT : WIDEST_RESULT;
  if ('missing' in observation) return 'missing';
  const { changed, promised } = observation;
  if (changed && here) return `arguments became ${showShort(changed, width)}`;
  if ('returned' in observation) {
    const returned = showShort(observation.returned, width);
    return promised ? `a promise of ${returned}` : returned;
  }
  const { name, message } = observation.threw;
  const thrown = JSON.stringify(`throws ${name}: ${message}`).slice(1, -1);
  return thrown.length <= 2 * width ? thrown : `${thrown.slice(0, 2 * width - 1)}…`;
}

function showInput(input: UserStep): string {
  if ('wait' in input) return `${input.wait} ms pass`;
  if ('completes' in input) return `user completes ${show(input.completes as unknown as Json)}`;
  const { method, query, body } = input.returns;
  return `user returns by ${method} with query ${showShort(query, 40)}, body ${showShort(body, 40)}`;
}
