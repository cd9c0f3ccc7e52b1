import type { Outcome } from '@post-challenge/spec';
import { formatShortValue } from '../language/format-value.ts';
import type { Json, JsonObject } from '../language/json.ts';
import type { VisitRecord } from './records.ts';
import { FORGED_TOKEN, TOKEN } from './run-visit.ts';
import type { Answer, TokenKind } from './visit.ts';

/** Describes the steps of the user in a reset, as parts of a sentence: `starts the reset`, `returns without a token`. */
export function describeJourney({ phases, hung }: VisitRecord, reset: number): string[] {
  const own = phases.filter((phase) => phase.reset === reset);
  const steps = own.flatMap((phase, index) => {
    const before = own[index - 1];
    return before && phase.answer ? [describeAnswer(before.outcome, phase.answer)] : [];
  });
  const last = own.at(-1);
  // A handler that never ended has no phase.
  if (last && hung?.answer && hung.reset === reset)
    steps.push(describeAnswer(last.outcome, hung.answer));
  return foldRepetitions(steps);
}

function foldRepetitions(steps: readonly string[]): string[] {
  const folded: string[] = [];
  for (let start = 0; start < steps.length;) {
    let end = start + 1;
    while (steps[end] === steps[start]) end += 1;
    const step = steps[start] ?? '';
    folded.push(end - start > 2 ? `${step}, ${end - start} times` : step);
    if (end - start === 2) folded.push(step);
    start = end;
  }
  return folded;
}

function describeAnswer(outcome: Outcome, answer: Answer): string {
  const wait = answer.wait === undefined ? '' : `after ${formatDuration(answer.wait)} `;
  if (outcome.status === 'challenged') return `${wait}completes a challenge`;
  if (outcome.status === 'rendered')
    return `${wait}submits the form${describeMembers(' with', answer.fields)}`;
  const method = answer.method === 'POST' ? ' by POST' : '';
  const parameters = describeMembers(' and with the parameters', answer.parameters);
  return `${wait}returns${method} ${describeToken(answer)}${parameters}`;
}

const tokens: Readonly<Record<TokenKind, string>> = {
  valid: 'with a valid token',
  expired: 'with an expired token',
  forged: 'with a token that somebody else signed',
};

function describeToken({ token, claims }: Answer): string {
  if (!token) return 'without a token';
  return `${tokens[token]}${describeMembers(' that claims', claims)}`;
}

const placeholders = new Map<Json, string>([
  [TOKEN, 'a valid token'],
  [FORGED_TOKEN, 'a token that somebody else signed'],
]);

function describeMembers(start: string, members: JsonObject = {}): string {
  const texts = Object.entries(members).map(
    ([name, value]) => `${name}: ${placeholders.get(value) ?? formatShortValue(value, 60)}`,
  );
  return texts.length === 0 ? '' : `${start} ${texts.join(', ')}`;
}

/** Formats a duration in the largest unit that has a whole number of it. */
export function formatDuration(milliseconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
    ['millisecond', 1],
  ];
  const [name, size] = units.find(([, one]) => milliseconds % one === 0) ?? ['millisecond', 1];
  const count = milliseconds / size;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** Formats a change of the event. */
export function describeChange(path: readonly string[], value: Json | undefined): string {
  const name = path
    .map((one) => (/^[A-Za-z_$][\w$]*$/.test(one) ? `.${one}` : `[${JSON.stringify(one)}]`))
    .join('');
  return `event${name} is ${value === undefined ? 'absent' : formatShortValue(value, 90)}`;
}
